import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { RestoreFrom, RestoreOutcome } from '../../../shared/ipc'
import { chooseFolder } from '../../api/choose-folder'
import { Button } from '../../components/Button'
import { Notice } from '../../components/Notice'
import { Page } from '../../components/Page'
import { Spinner } from '../../components/Spinner'
import { hubText } from '../../locales/hub-text'
import page from './ElsewherePage.module.css'
import styles from './RestoreDatabase.module.css'

const ways = ['snapshot', 'backup', 'saves'] as const

interface RestoreDatabaseProps {
  /** What is wrong with the database; null when a person just wants another one. */
  readonly finding: string | null
}

/** The ways on from a damaged database; the best one first. */
export function RestoreDatabase({ finding }: RestoreDatabaseProps) {
  const { t } = useTranslation()
  const restore = useMutation({
    mutationFn: async (way: (typeof ways)[number]) => {
      const from = way === 'backup' ? await folderOfBackups(t('cannotStart.backup.choose')) : way
      return from === null ? null : ((await window.roost?.restoreDatabase(from)) ?? null)
    },
    networkMode: 'always',
  })
  if (restore.data?.problem === null) return <Restored outcome={restore.data} />
  const why = finding === null ? 'asked' : 'damaged'
  const problem = restore.data?.problem ?? (restore.isError ? t('problem.unexpected') : null)
  return (
    <Page title={t(`cannotStart.${why}.title`)} lead={t(`cannotStart.${why}.lead`)}>
      <div className={page.stack}>
        {problem === null ? null : (
          <Notice tone="bad" title={t('cannotStart.notRestored')} alert>
            <p className={page.reason}>{hubText(problem, t)}</p>
          </Notice>
        )}
        <ul className={styles.ways}>
          {ways.map((way) => (
            <li key={way} className={styles.way}>
              <div>
                <h2 className={styles.name}>{t(`cannotStart.${way}`)}</h2>
                <p className={styles.text}>{t(`cannotStart.${way}.text`)}</p>
              </div>
              <Button
                look={way === 'snapshot' ? 'primary' : 'plain'}
                disabled={restore.isPending}
                onClick={() => restore.mutate(way)}
              >
                {t(`cannotStart.${way}.do`)}
              </Button>
            </li>
          ))}
        </ul>
        <div role="status">
          {restore.isPending ? (
            <p className={styles.working}>
              <Spinner /> {t('cannotStart.working')}
            </p>
          ) : null}
        </div>
        {finding === null ? (
          <div>
            <Button disabled={restore.isPending} onClick={() => void window.roost?.startAgain()}>
              {t('cannotStart.asked.leave')}
            </Button>
          </div>
        ) : (
          <details className={styles.details}>
            <summary>{t('cannotStart.finding')}</summary>
            <p className={page.reason}>{finding}</p>
          </details>
        )}
      </div>
    </Page>
  )
}

async function folderOfBackups(title: string): Promise<RestoreFrom | null> {
  const folder = await chooseFolder(title)
  return folder === null ? null : { folder }
}

function Restored({ outcome }: { readonly outcome: RestoreOutcome }) {
  const { t } = useTranslation()
  const { versions, withoutBytes } = outcome
  return (
    <Page title={t('cannotStart.restored')}>
      <div className={page.stack}>
        <Notice tone={withoutBytes === 0 ? 'safe' : 'warn'} alert>
          {versions > 0 ? <p>{t('cannotStart.versions', { count: versions })}</p> : null}
          {withoutBytes > 0 ? <p>{t('cannotStart.withoutBytes', { count: withoutBytes })}</p> : null}
          <p>{t('cannotStart.aside')}</p>
        </Notice>
        <div>
          <Button look="primary" onClick={() => void window.roost?.startAgain()}>
            {t('cannotStart.start')}
          </Button>
        </div>
      </div>
    </Page>
  )
}
