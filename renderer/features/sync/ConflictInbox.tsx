import { memo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useOpenConflicts } from '../../api/conflicts'
import { usePeople } from '../../api/queries'
import { ButtonLink } from '../../components/Button'
import { Card } from '../../components/Card'
import { Icon } from '../../components/Icon'
import { Moment } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { ReadProblem } from '../../components/Problem'
import { Silhouette } from '../../components/Silhouette'
import { Spinner } from '../../components/Spinner'
import { LongList } from '../../components/LongList'
import { ClosedConflicts } from './ClosedConflicts'
import styles from './ConflictInbox.module.css'
import { ConflictSides } from './ConflictSides'
import { DecideConflict, type Outcome } from './DecideConflict'
import { OutcomeNotice } from './OutcomeNotice'
import { conflictPath, type Entry, reasonText, useNamedConflict } from './use-conflict'

/** More than these are a list, each to be opened. */
const inFull = 1
const partSize = 25
/** Pixels; only until a part has been drawn once. */
const rowHeight = 74

function useWhose(entry: Entry): string | undefined {
  const people = usePeople()
  return people.length > 1 ? people.find(({ id }) => id === entry.person)?.username : undefined
}

interface FullProps {
  readonly entry: Entry
  readonly onOutcome: (outcome: Outcome) => void
}

function FullEntry({ entry, onOutcome }: FullProps) {
  const { t } = useTranslation()
  const named = useNamedConflict(entry)
  const whose = useWhose(entry)
  const heading = `conflict-${entry.id}`
  return (
    <Card calling labelledBy={heading} className={styles.full}>
      <div className={styles.head}>
        <div className={styles.words}>
          <h3 id={heading} className={styles.title}>
            <Phrase text="conflict.title" slots={{ game: <Name>{named.game}</Name> }} />
          </h3>
          <p className={styles.soft}>
            <Phrase
              text={reasonText(entry, named)}
              slots={{
                device: <Name>{named.device.name}</Name>,
                other: <Name>{named.origin?.name ?? ''}</Name>,
              }}
            />
            {whose === undefined ? null : (
              <>
                {' '}
                <Phrase text="conflict.whose" slots={{ name: <Name>{whose}</Name> }} />
              </>
            )}
          </p>
        </div>
        <ButtonLink to={conflictPath(entry)}>{t('conflict.look')}</ButtonLink>
      </div>
      <ConflictSides entry={entry} named={named} />
      <DecideConflict entry={entry} named={named} onOutcome={onOutcome} />
    </Card>
  )
}

const Row = memo(function Row({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation()
  const named = useNamedConflict(entry)
  const whose = useWhose(entry)
  return (
    <li className={styles.row}>
      <Silhouette
        client={named.device.device?.client ?? null}
        platform={named.device.device?.platform ?? null}
      />
      <div className={styles.words}>
        <p className={styles.name}>
          <Name>{named.game}</Name>{' '}
          <span className={styles.line}>
            <Name>{named.line}</Name>
          </span>
        </p>
        <ul className={styles.facts}>
          {whose === undefined ? null : (
            <li>
              <Name>{whose}</Name>
            </li>
          )}
          <li>
            <Name>{named.device.name}</Name>
          </li>
          <li>
            <Moment at={entry.updated_at} />
          </li>
          {entry.only_on_device ? <li>{t('conflict.state.away')}</li> : null}
          {entry.held?.blank && !entry.only_on_device ? <li>{t('conflict.isBlank')}</li> : null}
        </ul>
      </div>
      <Link
        href={conflictPath(entry)}
        className={styles.open}
        aria-label={t('conflict.openLabel', {
          game: named.game,
          device: named.device.name,
        })}
      >
        {t('conflict.open')}
      </Link>
    </li>
  )
})

function OpenEntries({
  entries,
  onOutcome,
}: { readonly entries: readonly Entry[] } & Pick<FullProps, 'onOutcome'>) {
  if (entries.length <= inFull) {
    return entries.map((entry) => <FullEntry key={entry.id} entry={entry} onOutcome={onOutcome} />)
  }
  return (
    <Card calling className={styles.list}>
      <LongList items={entries} partSize={partSize} rowHeight={rowHeight} className={styles.part}>
        {(entry) => <Row key={entry.id} entry={entry} />}
      </LongList>
    </Card>
  )
}

function NoneOpen() {
  const { t } = useTranslation()
  return (
    <p className={styles.none}>
      <Icon name="check" />
      {t('conflict.none')}
    </p>
  )
}

/** The conflict inbox: what is open, and behind a fold how the others ended. */
export function ConflictInbox() {
  const { t } = useTranslation()
  const open = useOpenConflicts()
  const heading = useRef<HTMLHeadingElement>(null)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  function tell(next: Outcome) {
    setOutcome(next)
    // The button that was pressed goes with its entry.
    heading.current?.focus()
  }
  return (
    <section aria-labelledby="conflicts" className={styles.inbox}>
      <h2 id="conflicts" ref={heading} tabIndex={-1}>
        {open.data && open.data.length > 0
          ? t('conflict.count', { count: open.data.length })
          : t('conflict.heading')}
      </h2>
      <OutcomeNotice outcome={outcome} />
      {open.data ? null : open.error ? <ReadProblem error={open.error} /> : <Spinner />}
      {open.data?.length === 0 ? <NoneOpen /> : null}
      {open.data ? <OpenEntries entries={open.data} onOutcome={tell} /> : null}
      <ClosedConflicts />
    </section>
  )
}
