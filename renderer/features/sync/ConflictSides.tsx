import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { byteSize } from '../../components/byte-size'
import { dateOnly, Moment } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { Pill, type Tone } from '../../components/Pill'
import { Silhouette } from '../../components/Silhouette'
import type { TextKey } from '../../locales/text-key'
import type { NamedDevice } from '../game/use-device-names'
import styles from './ConflictSides.module.css'
import { type Entry, isClockRight, type NamedConflict } from './use-conflict'

interface SideProps {
  readonly device: NamedDevice | null
  readonly name: string
  readonly tone: Tone
  readonly state: TextKey
  readonly arrival: ReactNode
  readonly size?: number | null
  readonly facts: readonly ReactNode[]
  readonly children?: ReactNode
}

function Side({ device, name, tone, state, arrival, size = null, facts, children }: SideProps) {
  const { t, i18n } = useTranslation()
  return (
    <div className={styles.side}>
      <div className={styles.head}>
        <Silhouette client={device?.device?.client ?? null} platform={device?.device?.platform ?? null} />
        <div className={styles.words}>
          <p className={styles.name}>
            <Name>{name}</Name>
          </p>
          <p className={styles.soft}>
            {arrival}
            {size === null ? null : (
              <>
                {' · '}
                <span className={styles.size}>{byteSize(size, i18n.language)}</span>
              </>
            )}
          </p>
        </div>
        <Pill tone={tone}>{t(state)}</Pill>
      </div>
      {children}
      {facts.length === 0 ? null : (
        <ul className={styles.facts}>
          {facts.map((fact, index) => (
            <li key={index}>{fact}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** What the device said of its own time: a label, never a judge. */
function Clock({ entry }: { readonly entry: Entry }) {
  const { t, i18n } = useTranslation()
  const { at } = entry.claimed
  const isRight = isClockRight(entry)
  if (at === null || isRight === null) return null
  return isRight ? (
    <Phrase text="conflict.clock.right" slots={{ time: <Moment at={at} /> }} />
  ) : (
    t('conflict.clock.wrong', { date: dateOnly(Date.parse(at), i18n.language) })
  )
}

interface ConflictSidesProps {
  readonly entry: Entry
  readonly named: NamedConflict
  /** How long was played on each side, where that is known. */
  readonly played?: { readonly hub: ReactNode; readonly device: ReactNode }
}

/** What was decided about a closed entry is seen on both sides; afterwards others may have come. */
function hubState({ closed_at: closed, decision }: Entry): TextKey {
  if (closed === null) return 'conflict.state.head'
  return decision === 'device' ? 'conflict.state.before' : 'conflict.state.stayed'
}

function deviceState({ closed_at: closed, decision, only_on_device: isAway }: Entry): TextKey {
  if (closed !== null && decision === 'device') return 'conflict.state.became'
  return isAway ? 'conflict.state.away' : 'conflict.state.held'
}

function deviceTone({ closed_at: closed, decision }: Entry): Tone {
  if (closed === null) return 'warn'
  return decision === 'device' ? 'safe' : 'calm'
}

function HubSide({ entry, named, played }: ConflictSidesProps) {
  const { t } = useTranslation()
  const { head } = entry
  if (head === null) {
    return (
      <Side
        device={null}
        name={t('conflict.inRoost')}
        tone="calm"
        state="conflict.state.none"
        arrival={t('conflict.noHead')}
        facts={[]}
      />
    )
  }
  return (
    <Side
      device={named.origin}
      name={named.origin?.name ?? t('conflict.inRoost')}
      tone={entry.closed_at !== null && entry.decision === 'device' ? 'calm' : 'safe'}
      state={hubState(entry)}
      arrival={<Phrase text="conflict.arrived" slots={{ time: <Moment at={head.arrived_at} /> }} />}
      size={head.size_bytes}
      facts={head.blank ? [t('conflict.isBlank')] : []}
    >
      {played?.hub}
    </Side>
  )
}

function DeviceSide({ entry, named, played }: ConflictSidesProps) {
  const { t } = useTranslation()
  const { held, only_on_device: isAway } = entry
  const size = held && !isAway ? held.size_bytes : entry.claimed.size_bytes
  const facts = [
    held?.blank && !isAway ? t('conflict.isBlank') : null,
    isClockRight(entry) === null ? null : <Clock key="clock" entry={entry} />,
    isAway && held ? (
      <Phrase key="older" text="conflict.olderCopy" slots={{ time: <Moment at={held.arrived_at} /> }} />
    ) : null,
  ]
  const told = isAway ? 'conflict.told' : 'conflict.arrived'
  const at = isAway ? entry.updated_at : (held?.arrived_at ?? entry.updated_at)
  return (
    <Side
      device={named.device}
      name={named.device.name}
      tone={deviceTone(entry)}
      state={deviceState(entry)}
      arrival={<Phrase text={told} slots={{ time: <Moment at={at} /> }} />}
      size={size}
      facts={facts.filter((fact) => fact !== null)}
    >
      {played?.device}
    </Side>
  )
}

/** Both saves, side by side: what Roost has now, and what the device has. */
export function ConflictSides(props: ConflictSidesProps) {
  return (
    <div className={styles.sides}>
      <HubSide {...props} />
      <DeviceSide {...props} />
    </div>
  )
}
