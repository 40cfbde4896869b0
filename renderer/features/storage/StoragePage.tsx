import { useTranslation } from 'react-i18next'
import { isDesktop } from '../../api/desktop'
import { useHealth, useMayManage } from '../../api/queries'
import { useStorage } from '../../api/storage'
import { Notice } from '../../components/Notice'
import { Page } from '../../components/Page'
import { ReadProblem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { hubText } from '../../locales/hub-text'
import { BackupsCard } from './BackupsCard'
import { CheckCard } from './CheckCard'
import { DataFolderCard } from './DataFolderCard'
import { ExportCard } from './ExportCard'
import { PutBack } from './PutBack'
import { HowMuch } from './HowMuch'
import { ImportCard } from './ImportCard'
import { RetentionCard } from './RetentionCard'
import { SnapshotsCard } from './SnapshotsCard'
import styles from './StoragePage.module.css'

/** What is wrong with the database, in the hub's own words. */
function DatabaseTrouble() {
  const { t } = useTranslation()
  const database = useHealth().data?.database
  if (database?.state !== 'bad' && database?.state !== 'warning') return null
  return (
    <div className={styles.trouble}>
      <Notice
        tone={database.state === 'bad' ? 'bad' : 'warn'}
        title={database.problem === null ? null : hubText(database.problem, t)}
      >
        {database.state === 'bad' && isDesktop ? (
          <>
            <p>{t('restore.desktop.damaged')}</p>
            <PutBack />
          </>
        ) : database.what_to_do === null ? null : (
          <p>{hubText(database.what_to_do, t)}</p>
        )}
      </Notice>
    </div>
  )
}

/** Everything about where saves are kept, and what keeps them safe. */
export function StoragePage() {
  const { t } = useTranslation()
  const mayManage = useMayManage()
  const storage = useStorage()
  const { data } = storage
  return (
    <Page title={t('storage.title')} lead={t(mayManage ? 'storage.lead' : 'storage.leadOwn')}>
      {storage.error && !data ? <ReadProblem error={storage.error} /> : null}
      {storage.isPending ? <Spinner /> : null}
      <DatabaseTrouble />
      {data && mayManage ? (
        <div className={styles.columns}>
          <div className={styles.column}>
            <HowMuch storage={data} />
            <BackupsCard backup={data.backup} />
            <RetentionCard retention={data.retention} />
          </div>
          <div className={styles.column}>
            <CheckCard />
            <SnapshotsCard snapshots={data.snapshots} />
            <ExportCard />
            <ImportCard />
            {data.data_folder === null ? null : <DataFolderCard path={data.data_folder} />}
          </div>
        </div>
      ) : data ? (
        <div className={styles.column}>
          <HowMuch storage={data} />
          <ExportCard />
          <ImportCard />
        </div>
      ) : null}
    </Page>
  )
}
