import { useQueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { understand } from '../../shared/sentences/understand'
import { NotConfirmed } from '../api/confirmation'
import { isRefusal, UnexpectedAnswer, Unreachable } from '../api/refusal'
import { hubText } from '../locales/hub-text'
import { Button } from './Button'
import { Notice } from './Notice'

function inSeconds(seconds: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', unitDisplay: 'long' }).format(seconds)
}

/** What went wrong and what to do, in plain words. */
export function explain(error: unknown, t: TFunction, locale: string): string {
  if (error instanceof Unreachable) return t('problem.unreachable')
  if (error instanceof UnexpectedAnswer) return t('problem.unexpected')
  if (error instanceof NotConfirmed) return t('problem.notConfirmed')
  if (!isRefusal(error)) return t('problem.fault')
  if (error.status === 429) {
    return error.retryAfter === null
      ? t('problem.tooMany')
      : t('problem.tooManyFor', { time: inSeconds(error.retryAfter, locale) })
  }
  if (error.status === 401) return t('problem.signedOut')
  if (error.status === 403) return t('problem.forbidden')
  const { status, detail } = error
  // A fault says nothing of itself but where the hub has a sentence for it.
  if (status >= 500 && status !== 507 && !(detail && understand(detail))) return t('problem.fault')
  return detail === null ? t('problem.refused') : t('problem.refusedBecause', { detail: hubText(detail, t) })
}

/** What could not be read, and a way to try again everything that failed. */
export function ReadProblem({ error }: { readonly error: unknown }) {
  const { t, i18n } = useTranslation()
  const queries = useQueryClient()
  if (!error) return null
  return (
    <Notice tone="bad" alert>
      <p>{explain(error, t, i18n.language)}</p>
      <Button
        onClick={() =>
          void queries.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' })
        }
      >
        {t('again')}
      </Button>
    </Notice>
  )
}

/** The explanation of a failed request, spoken when it appears; nothing while there is none. */
export function Problem({ error }: { readonly error: unknown }) {
  const { t, i18n } = useTranslation()
  if (!error) return null
  return (
    <Notice tone="bad" alert>
      <p>{explain(error, t, i18n.language)}</p>
    </Notice>
  )
}
