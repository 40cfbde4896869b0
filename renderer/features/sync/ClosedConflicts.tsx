import { memo, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useClosedConflicts } from '../../api/conflicts'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Name } from '../../components/Name'
import { Problem, ReadProblem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { LongList } from '../../components/LongList'
import styles from './ConflictInbox.module.css'
import { Ending } from './Ending'
import { conflictPath, type Entry, useNamedConflict } from './use-conflict'

const partSize = 25
/** Pixels; only until a part has been drawn once. */
const rowHeight = 62

const Row = memo(function Row({ entry }: { readonly entry: Entry }) {
  const named = useNamedConflict(entry)
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p className={styles.name}>
          <Link href={conflictPath(entry)}>
            <Name>{named.game}</Name>
          </Link>{' '}
          <span className={styles.line}>
            <Name>{named.line}</Name>
          </span>
        </p>
        <p className={styles.facts}>
          <Ending entry={entry} named={named} />
        </p>
      </div>
    </li>
  )
})

function Entries() {
  const { t } = useTranslation()
  const closed = useClosedConflicts()
  const entries = useMemo(() => closed.data?.pages.flat() ?? [], [closed.data])
  if (!closed.data) return closed.error ? <ReadProblem error={closed.error} /> : <Spinner />
  if (entries.length === 0) return <p className={styles.soft}>{t('conflict.noneClosed')}</p>
  return (
    <Card className={styles.list}>
      <LongList items={entries} partSize={partSize} rowHeight={rowHeight} className={styles.part}>
        {(entry) => <Row key={entry.id} entry={entry} />}
      </LongList>
      <Problem error={closed.isFetchNextPageError ? closed.error : null} />
      {closed.hasNextPage ? (
        <div className={styles.older}>
          <Button
            busy={closed.isFetchingNextPage && t('loading')}
            onClick={() => void closed.fetchNextPage()}
          >
            {t('conflict.older')}
          </Button>
        </div>
      ) : null}
    </Card>
  )
}

/** How earlier entries ended; asked for once somebody unfolds it. */
export function ClosedConflicts() {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <details className={styles.closed} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('conflict.closed')}</summary>
      {isOpen ? <Entries /> : null}
    </details>
  )
}
