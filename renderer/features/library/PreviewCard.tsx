import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Preview } from '../../api/library'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Empty } from '../../components/Empty'
import { Notice } from '../../components/Notice'
import { Problem } from '../../components/Problem'
import { JobProblems } from '../jobs/JobEnd'
import { GroupTable } from './GroupTable'
import styles from './PreviewCard.module.css'
import type { WhichGames } from './use-which-games'

function sum(preview: Preview, part: 'added' | 'known'): number {
  return preview.groups.reduce((total, group) => total + group[part], 0)
}

function useHeading(preview: Preview): string {
  const { t } = useTranslation()
  const added = sum(preview, 'added')
  if (added > 0) return t('which.willAdd', { count: added })
  return sum(preview, 'known') > 0 ? t('which.allKnown') : t('which.nothing')
}

function Parent({ games, parent }: { readonly games: WhichGames; readonly parent: string }) {
  const { t } = useTranslation()
  return (
    <Notice tone="calm" title={t('which.parent')}>
      <p>{t('which.parent.text')}</p>
      <Button className={styles.parent} onClick={() => games.show({ kind: 'folder', path: parent })}>
        {t('which.parent.take', { path: parent })}
      </Button>
    </Notice>
  )
}

/** What would be added; nothing is yet. */
export function PreviewCard({ games, preview }: { readonly games: WhichGames; readonly preview: Preview }) {
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  const title = useHeading(preview)
  const added = sum(preview, 'added')
  const open = preview.groups.filter(({ platform, left_out: out }) => platform === null && !out).length
  // Also what is known is worth reading: a folder of it is watched and lent to handhelds from then on.
  const isWorthIt = added > 0 || (games.asked?.source.kind === 'folder' && sum(preview, 'known') > 0)
  useEffect(() => {
    // The form it takes the place of was lower.
    window.scrollTo(0, 0)
    heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <Card labelledBy="which-preview" className={styles.card}>
      <div className={styles.head}>
        <h2 id="which-preview" ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h2>
        <p className={styles.lead}>{t('which.preview.lead')}</p>
      </div>
      {preview.parent === null ? null : <Parent games={games} parent={preview.parent} />}
      {open > 0 ? (
        <Notice tone="warn">
          <p>{t('which.open', { count: open })}</p>
        </Notice>
      ) : null}
      {preview.groups.length === 0 ? (
        <Empty icon="folder" title={t('which.empty')}>
          {t('which.empty.text')}
        </Empty>
      ) : (
        <GroupTable
          groups={preview.groups}
          chosen={games.choices}
          busy={games.look.isPending}
          onChoose={games.choose}
        />
      )}
      <JobProblems problems={preview.problems} />
      <Problem error={games.adding.error ?? games.look.error} />
      <div className={styles.actions}>
        <Button onClick={games.back}>{t('which.back')}</Button>
        {isWorthIt ? (
          <Button
            look="primary"
            busy={games.adding.isPending ? t('which.adding') : games.look.isPending && t('which.looking')}
            onClick={games.add}
          >
            {added > 0 ? t('which.add', { count: added }) : t('which.addFolder')}
          </Button>
        ) : null}
      </div>
    </Card>
  )
}
