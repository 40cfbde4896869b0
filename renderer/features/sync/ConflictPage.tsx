import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClosedConflict, useOpenConflicts } from '../../api/conflicts'
import { usePlayTime } from '../../api/play'
import { usePeople } from '../../api/queries'
import { useComparison } from '../../api/saves'
import { BackLink } from '../../components/BackLink'
import { ButtonLink } from '../../components/Button'
import { Card } from '../../components/Card'
import { Name } from '../../components/Name'
import { Page } from '../../components/Page'
import { Phrase } from '../../components/Phrase'
import { Problem, ReadProblem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { Differences } from '../game/Differences'
import { durationText } from '../play-time/duration'
import styles from './ConflictPage.module.css'
import { ConflictSides } from './ConflictSides'
import { DecideConflict, type Outcome } from './DecideConflict'
import { Ending } from './Ending'
import { MovedOn } from './MovedOn'
import { OutcomeNotice } from './OutcomeNotice'
import {
  conflictPath,
  type Entry,
  type NamedConflict,
  reasonText,
  useNamedConflict,
  useSuffix,
} from './use-conflict'

function Compared({
  entry,
  head,
  held,
}: {
  readonly entry: Entry
  readonly head: number
  readonly held: number
}) {
  const { t } = useTranslation()
  const { data, error, isPending } = useComparison(held, head, entry.person)
  const longest = Math.max(entry.head?.size_bytes ?? 0, entry.held?.size_bytes ?? 0)
  return (
    <>
      {isPending ? <Spinner /> : null}
      <Problem error={error} />
      {data ? (
        <Differences
          comparison={data}
          isCut={longest > data.compared_bytes}
          labels={{ was: t('conflict.column.head'), is: t('conflict.column.held') }}
        />
      ) : null}
    </>
  )
}

function WhatDiffers({ entry, named }: { readonly entry: Entry; readonly named: NamedConflict }) {
  const { t } = useTranslation()
  const { head_version_id: head, held_version_id: held, only_on_device: isAway } = entry
  const device = <Name>{named.device.name}</Name>
  return (
    <Card labelledBy="what-differs" className={styles.differences}>
      <h2 id="what-differs">{t('compare.title')}</h2>
      {isAway ? (
        <p className={styles.soft}>
          <Phrase
            text={held === null ? 'conflict.differs.away' : 'conflict.differs.older'}
            slots={{ device }}
          />
        </p>
      ) : null}
      {head !== null && held !== null ? <Compared entry={entry} head={head} held={held} /> : null}
      {head === null ? <p className={styles.soft}>{t('conflict.noHead')}</p> : null}
    </Card>
  )
}

/** How long was played where, if devices tell. */
function usePlayed(entry: Entry): { hub: ReactNode; device: ReactNode } {
  const { i18n } = useTranslation()
  const played = usePlayTime(entry.rom_id, entry.person).data?.played ?? []
  function on(device: string | null | undefined): ReactNode {
    const sum = device ? played.find(({ device_id }) => device_id === device)?.duration_ms : undefined
    if (!sum) return null
    return (
      <p>
        <Phrase
          text="conflict.played"
          slots={{ time: <strong>{durationText(sum, i18n.language)}</strong> }}
        />
      </p>
    )
  }
  const isTwo = entry.head?.origin_device_id !== entry.device_id
  return { hub: isTwo ? on(entry.head?.origin_device_id) : null, device: on(entry.device_id) }
}

function Next({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation()
  const suffix = useSuffix(entry.person)
  const next = useOpenConflicts().data?.find(({ id }) => id !== entry.id)
  return (
    <p className={styles.ways}>
      {next ? (
        <ButtonLink to={conflictPath(next)} look="primary">
          {t('conflict.next')}
        </ButtonLink>
      ) : null}
      <ButtonLink to={`/games/${entry.rom_id}${suffix}`}>{t('conflict.toGame')}</ButtonLink>
      <ButtonLink to="/sync">{t('conflict.toSync')}</ButtonLink>
    </p>
  )
}

function Lead({ entry, named }: { readonly entry: Entry; readonly named: NamedConflict }) {
  const people = usePeople()
  const whose = people.length > 1 ? people.find(({ id }) => id === entry.person)?.username : undefined
  const { device, origin } = named
  return (
    <>
      <Phrase
        text={reasonText(entry, named)}
        slots={{ device: <Name>{device.name}</Name>, other: <Name>{origin?.name ?? ''}</Name> }}
      />
      {whose === undefined ? null : (
        <>
          {' '}
          <Phrase text="conflict.whose" slots={{ name: <Name>{whose}</Name> }} />
        </>
      )}
    </>
  )
}

function Known({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation()
  const named = useNamedConflict(entry)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const played = usePlayed(entry)
  const isOpen = entry.closed_at === null
  const told = useRef<HTMLDivElement>(null)
  const isGone = outcome !== null && outcome.kind !== 'stale'
  useEffect(() => {
    // The button that was pressed goes away.
    if (isGone) told.current?.focus()
  }, [isGone])
  return (
    <Page
      title={t('conflict.title', { game: named.game })}
      heading={<Phrase text="conflict.title" slots={{ game: <Name wrap>{named.game}</Name> }} />}
      above={<BackLink to="/sync">{t('sync.title')}</BackLink>}
      lead={isOpen ? <Lead entry={entry} named={named} /> : t('conflict.closed.lead')}
    >
      <div className={styles.column}>
        <div ref={told} tabIndex={-1} className={styles.live}>
          <OutcomeNotice outcome={outcome} />
          {isOpen && outcome === null ? <MovedOn entry={entry} /> : null}
        </div>
        {isOpen ? null : (
          <Card className={styles.ending}>
            <p>
              <Ending entry={entry} named={named} />
            </p>
            <Next entry={entry} />
          </Card>
        )}
        <ConflictSides entry={entry} named={named} played={played} />
        {isOpen ? (
          <Card labelledBy="decision">
            <h2 id="decision" className={styles.heading}>
              {t('conflict.choose')}
            </h2>
            <DecideConflict entry={entry} named={named} onOutcome={setOutcome} />
          </Card>
        ) : null}
        <WhatDiffers entry={entry} named={named} />
      </div>
    </Page>
  )
}

/** One entry of the conflict inbox: open, or how it ended. */
export function ConflictPage({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const open = useOpenConflicts()
  const found = open.data?.find((entry) => entry.id === id)
  const closed = useClosedConflict(id, open.data !== undefined && found === undefined)
  const now = found ?? closed.data?.find((each) => each.id === id)
  // Between the two lists it is in neither: until the other one is there, it stays as it was.
  const [last, setLast] = useState(now)
  if (now && now !== last) setLast(now)
  const entry = now ?? (closed.data === undefined || closed.isFetching ? last : undefined)
  if (entry) return <Known entry={entry} />
  const error = open.error ?? closed.error
  if (closed.data && !error) {
    return (
      <Page title={t('conflict.unknown')} lead={t('conflict.unknown.text')}>
        <ButtonLink to="/sync" look="primary">
          {t('conflict.toSync')}
        </ButtonLink>
      </Page>
    )
  }
  return (
    <Page title={t('conflict.page')} above={<BackLink to="/sync">{t('sync.title')}</BackLink>}>
      {error ? <ReadProblem error={error} /> : <Spinner />}
    </Page>
  )
}
