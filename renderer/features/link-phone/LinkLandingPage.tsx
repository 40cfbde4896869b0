import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { redeemLink } from '../../../shared/api/session'
import { call } from '../../api/call'
import { useMe } from '../../api/queries'
import { isRefusal } from '../../api/refusal'
import { Button, ButtonLink } from '../../components/Button'
import { Name } from '../../components/Name'
import { Notice } from '../../components/Notice'
import { Page } from '../../components/Page'
import { Phrase } from '../../components/Phrase'
import { Problem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { Standalone } from '../../components/Standalone'
import { useHashSecret } from '../../routes/use-hash-secret'
import styles from './LinkLandingPage.module.css'

function Linked() {
  const { t } = useTranslation()
  const self = useMe().data
  return (
    <Page
      title={t('linked.title')}
      lead={
        self ? <Phrase text="linked.as" slots={{ name: <Name>{self.username}</Name> }} /> : t('linked.text')
      }
    >
      <div className={styles.ways}>
        <Notice tone="safe">
          <p>{t('linked.text')}</p>
        </Notice>
        <ButtonLink to="/pair/device" look="primary" tall>
          {t('linked.approve')}
        </ButtonLink>
        <ButtonLink to="/devices" tall>
          {t('linked.devices')}
        </ButtonLink>
      </div>
    </Page>
  )
}

interface FailedProps {
  readonly error: unknown
  readonly onAgain: () => void
}

function Failed({ error, onAgain }: FailedProps) {
  const { t } = useTranslation()
  const spent = isRefusal(error, 400, 401, 404, 410, 422)
  return (
    <Page title={t('linkFailed.title')} lead={t('linkFailed.text')}>
      <div className={styles.ways}>
        {spent ? null : <Problem error={error} />}
        {spent ? null : (
          <Button look="primary" tall onClick={onAgain}>
            {t('again')}
          </Button>
        )}
        <ButtonLink to="/" tall>
          {t('linkFailed.password')}
        </ButtonLink>
      </div>
    </Page>
  )
}

/** Where the phone lands that scanned the one-time code. */
export function LinkLandingPage() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [secret, setSecret] = useState('')
  const { mutate, status, error } = useMutation({
    mutationFn: (code: string) => call(redeemLink, { body: { code } }),
    onSuccess: () => queries.resetQueries(),
  })
  useHashSecret(
    useCallback(
      (code: string) => {
        setSecret(code)
        mutate(code)
      },
      [mutate],
    ),
  )
  return (
    <Standalone>
      {status === 'pending' ? (
        <Page title={t('linking.title')}>
          <Spinner />
        </Page>
      ) : null}
      {status === 'success' ? <Linked /> : null}
      {status === 'error' ? <Failed error={error} onAgain={() => mutate(secret)} /> : null}
      {status === 'idle' ? <LinkMissing /> : null}
    </Standalone>
  )
}

function LinkMissing() {
  const { t } = useTranslation()
  return (
    <Page title={t('linkMissing.title')} lead={t('linkFailed.text')}>
      <ButtonLink to="/" tall>
        {t('linkFailed.password')}
      </ButtonLink>
    </Page>
  )
}
