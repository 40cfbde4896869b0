import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Redirect } from 'wouter'
import { hashLibrary, scanLibrary } from '../../../shared/api/library'
import { call } from '../../api/call'
import { useLatestJob } from '../../api/jobs'
import { useLibraryFolders, useLibraryPlatforms } from '../../api/library'
import { useMayManage, useMe } from '../../api/queries'
import { Button, ButtonLink } from '../../components/Button'
import { Card } from '../../components/Card'
import { Empty } from '../../components/Empty'
import { Page } from '../../components/Page'
import { Problem, ReadProblem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { JobEnd } from '../jobs/JobEnd'
import { JobProgress } from '../jobs/JobProgress'
import { FolderLine } from './FolderLine'
import styles from './LibraryPage.module.css'

/** Reading again and hashing: what runs, how the last one ended, and the way to begin. */
function Reading() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const scan = useLatestJob('scan')
  const hash = useLatestJob('hash')
  const refresh = () => queries.invalidateQueries({ queryKey: ['jobs'] })
  const scanning = useMutation({ mutationFn: () => call(scanLibrary, {}), onSettled: refresh })
  const hashing = useMutation({ mutationFn: () => call(hashLibrary, {}), onSettled: refresh })
  const running = [scan, hash].filter((job) => job?.state === 'running')
  return (
    <Card labelledBy="library-reading" className={styles.reading}>
      <h2 id="library-reading">{t('library.reading')}</h2>
      {running.map((job) => (job ? <JobProgress key={job.id} job={job} /> : null))}
      {running.length === 0 && scan ? <JobEnd job={scan} /> : null}
      {running.length === 0 && hash ? <JobEnd job={hash} /> : null}
      <Problem error={scanning.error ?? hashing.error} />
      {scan?.state === 'running' ? null : (
        <div>
          <Button busy={scanning.isPending && t('library.starting')} onClick={() => scanning.mutate()}>
            {t('library.scan')}
          </Button>
          <p className={styles.hint}>{t('library.scan.text')}</p>
        </div>
      )}
      {hash?.state === 'running' ? null : (
        <div>
          <Button busy={hashing.isPending && t('library.starting')} onClick={() => hashing.mutate()}>
            {t('library.hash')}
          </Button>
          <p className={styles.hint}>{t('library.hash.text')}</p>
        </div>
      )}
    </Card>
  )
}

function ByPlatform() {
  const { t, i18n } = useTranslation()
  const platforms = useLibraryPlatforms()
  const format = new Intl.NumberFormat(i18n.language)
  if (!platforms.data?.length) return null
  const sorted = [...platforms.data].sort((one, other) => other.rom_count - one.rom_count)
  return (
    <Card labelledBy="library-platforms">
      <h2 id="library-platforms" className={styles.heading}>
        {t('library.platforms')}
      </h2>
      <dl className={styles.platforms}>
        {sorted.map(({ id, display_name: name, rom_count: count }) => (
          <div key={id}>
            <dt>{name}</dt>
            <dd>{format.format(count)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

function Folders() {
  const { t } = useTranslation()
  const folders = useLibraryFolders()
  const isEmpty = folders.data?.length === 0
  return (
    <Card labelledBy="library-folders">
      <h2 id="library-folders" tabIndex={-1} className={styles.heading}>
        {t('library.folders')}
      </h2>
      {folders.data ? null : (
        <div className={styles.instead}>
          {folders.error ? <ReadProblem error={folders.error} /> : <Spinner />}
        </div>
      )}
      {isEmpty ? (
        <Empty
          icon="folder"
          title={t('library.noFolders')}
          action={
            <ButtonLink to="/library/add" look="primary">
              {t('library.add')}
            </ButtonLink>
          }
        >
          {t('library.noFolders.text')}
        </Empty>
      ) : (
        <ul>
          {folders.data?.map((folder) => (
            <FolderLine key={folder.id} folder={folder} />
          ))}
        </ul>
      )}
    </Card>
  )
}

/** Where the household's games come from. */
export function LibraryPage() {
  const { t } = useTranslation()
  const self = useMe().data
  const mayManage = useMayManage()
  const folders = useLibraryFolders().data
  const hasFolders = (folders?.length ?? 0) > 0
  if (self && !mayManage) return <Redirect to="/" replace />
  return (
    <Page
      title={t('library.title')}
      lead={t('library.lead')}
      action={
        // Where there is none, the card says so and has the button.
        folders?.length === 0 ? null : (
          <ButtonLink to="/library/add" look="primary">
            {t('library.add')}
          </ButtonLink>
        )
      }
    >
      <div className={styles.columns}>
        <Folders />
        <div className={styles.side}>
          {hasFolders ? <Reading /> : null}
          <ByPlatform />
        </div>
      </div>
    </Page>
  )
}
