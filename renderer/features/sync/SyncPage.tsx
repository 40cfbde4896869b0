import { useTranslation } from 'react-i18next'
import { Page } from '../../components/Page'
import { ConflictInbox } from './ConflictInbox'
import { HoldingsMatrix } from './HoldingsMatrix'
import { InboxNotices } from './InboxNotices'
import { SyncDevices } from './SyncDevices'
import styles from './SyncPage.module.css'

/** What needs a decision first; then how sync stands with every device. */
export function SyncPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('sync.title')} lead={t('sync.lead')}>
      <div className={styles.column}>
        <ConflictInbox />
        <InboxNotices />
        <SyncDevices />
        <HoldingsMatrix />
      </div>
    </Page>
  )
}
