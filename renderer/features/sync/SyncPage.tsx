import { useTranslation } from 'react-i18next'
import { useOpenConflicts } from '../../api/conflicts'
import { useSyncStatus } from '../../api/sync'
import { Page } from '../../components/Page'
import { ReadProblem } from '../../components/Problem'
import { ConflictInbox } from './ConflictInbox'
import { HoldingsMatrix } from './HoldingsMatrix'
import { InboxNotices } from './InboxNotices'
import { SyncDevices } from './SyncDevices'
import styles from './SyncPage.module.css'

/** What needs a decision first; then how sync stands with every device. */
export function SyncPage() {
  const { t } = useTranslation()
  const decisions = useOpenConflicts()
  const devices = useSyncStatus()
  // Where neither could be read it is said once.
  const isUnread = decisions.error !== null && !decisions.data && devices.error !== null && !devices.data
  return (
    <Page title={t('sync.title')} lead={t('sync.lead')}>
      {isUnread ? (
        <ReadProblem error={decisions.error} />
      ) : (
        <div className={styles.column}>
          <ConflictInbox />
          <InboxNotices />
          <SyncDevices />
          <HoldingsMatrix />
        </div>
      )}
    </Page>
  )
}
