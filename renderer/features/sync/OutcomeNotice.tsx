import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/Notice'
import type { Outcome } from './DecideConflict'

/** What came of a decision, calmly: nothing was lost in any case. */
export function OutcomeNotice({ outcome }: { readonly outcome: Outcome | null }) {
  const { t } = useTranslation()
  switch (outcome?.kind) {
    case undefined:
      return null
    case 'stale':
      return (
        <Notice tone="calm" title={t('conflict.stale')}>
          <p>{t('conflict.stale.text')}</p>
        </Notice>
      )
    case 'closed':
      return (
        <Notice tone="calm" title={t('conflict.gone')}>
          <p>{t('conflict.gone.text')}</p>
        </Notice>
      )
    case 'decided':
      return (
        <Notice tone="safe" title={t('conflict.decided', { count: outcome.count })}>
          <p>{t('conflict.decided.text')}</p>
          {outcome.left > 0 ? <p>{t('conflict.decided.left', { count: outcome.left })}</p> : null}
        </Notice>
      )
  }
}
