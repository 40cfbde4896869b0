import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { LineHoldings } from '../../../shared/api/sync-status'
import { useDevices, useMe, usePeople } from '../../api/queries'
import { type DeviceStatus, holdingsPage, useHoldings, useSyncStatus } from '../../api/sync'
import { Card } from '../../components/Card'
import { SelectField } from '../../components/Field'
import { Name } from '../../components/Name'
import { Pill } from '../../components/Pill'
import { Problem } from '../../components/Problem'
import { SideScroll } from '../../components/SideScroll'
import { Silhouette } from '../../components/Silhouette'
import { useNear } from '../../components/use-near'
import { personSuffix } from '../games/games-filter'
import { lineName } from '../game/version-texts'
import styles from './HoldingsMatrix.module.css'
import { HoldingWords } from './HoldingWords'
import { holdingLooks } from './status-looks'
import { conflictPath } from './use-conflict'

/** Pixels; only until a part has been drawn once. */
const rowHeight = 58

type Held = LineHoldings['devices'][number]

function Cell({ held }: { readonly held: Held | undefined }) {
  const { t } = useTranslation()
  const { tone, text } = holdingLooks[held?.state ?? 'never-synced']
  const word =
    tone === null ? <span className={styles.soft}>{t(text)}</span> : <Pill tone={tone}>{t(text)}</Pill>
  if (typeof held?.conflict_id !== 'number') return word
  return (
    <Link href={conflictPath({ id: held.conflict_id })} className={styles.toConflict}>
      {word}
    </Link>
  )
}

interface RowProps {
  readonly line: LineHoldings
  readonly devices: readonly DeviceStatus[]
  readonly suffix: string
}

function LineLink({ line, suffix }: Pick<RowProps, 'line' | 'suffix'>) {
  const { t } = useTranslation()
  return (
    <>
      <Link href={`/games/${line.rom_id}${suffix}`} className={styles.game}>
        <Name>{line.rom_name}</Name>
      </Link>
      <span className={styles.line}>
        <Name>{lineName(line, t)}</Name>
      </span>
    </>
  )
}

const Row = memo(function Row({ line, devices, suffix }: RowProps) {
  const { t } = useTranslation()
  return (
    <tr>
      <th scope="row">
        <LineLink line={line} suffix={suffix} />
      </th>
      {devices.map(({ device_id, name }) => (
        <td key={device_id} data-device={name ?? t('device.unnamed')}>
          <Cell held={line.devices.find((each) => each.device_id === device_id)} />
        </td>
      ))}
    </tr>
  )
})

interface PartProps {
  readonly person: number
  readonly devices: readonly DeviceStatus[]
  readonly suffix: string
  /** Lines with a higher id. */
  readonly after: number
  readonly isFirst: boolean
  readonly onEnd: (after: number, last: number | null) => void
}

function Rows({ person, devices, suffix, after, isFirst, onEnd }: PartProps) {
  const { t, i18n } = useTranslation()
  const { data, error } = useHoldings(person, after)
  const isWhole = isFirst && data !== undefined && data.length < holdingsPage
  const last = data?.length === holdingsPage ? (data.at(-1)?.line_id ?? null) : null
  useEffect(() => {
    if (data) onEnd(after, last)
  }, [data, after, last, onEnd])
  const lines = useMemo(() => {
    if (!isWhole) return data
    const { compare } = new Intl.Collator(i18n.language, { numeric: true })
    return [...data].sort(
      (one, other) => compare(one.rom_name, other.rom_name) || compare(one.key, other.key),
    )
  }, [data, isWhole, i18n.language])
  if (error && !data) {
    return (
      <tr>
        <td colSpan={devices.length + 1}>
          <Problem error={error} />
        </td>
      </tr>
    )
  }
  if (lines?.length === 0 && isFirst) {
    return (
      <tr>
        <td colSpan={devices.length + 1} className={styles.soft}>
          {t('holding.noSaves')}
        </td>
      </tr>
    )
  }
  return lines?.map((line) => <Row key={line.line_id} line={line} devices={devices} suffix={suffix} />)
}

const Part = memo(function Part(props: PartProps) {
  const place = useRef<HTMLTableSectionElement>(null)
  const { near, height } = useNear(place, props.isFirst, holdingsPage * rowHeight)
  return (
    <tbody ref={place}>
      {near ? (
        <Rows {...props} />
      ) : (
        <tr aria-hidden="true">
          <td colSpan={props.devices.length + 1} style={{ height }}>
            {'\u00A0'}
          </td>
        </tr>
      )}
    </tbody>
  )
})

/** Where each part of the list begins, as far as that is known. */
function useParts() {
  const [starts, setStarts] = useState<readonly number[]>([0])
  const onEnd = useCallback((after: number, last: number | null) => {
    setStarts((known) => {
      const kept = known.slice(0, known.indexOf(after) + 1)
      const next = known[kept.length]
      if (kept.length === 0 || next === (last ?? undefined)) return known
      return last === null ? kept : [...kept, last]
    })
  }, [])
  return { starts, onEnd }
}

interface TableProps {
  readonly person: number
  readonly devices: readonly DeviceStatus[]
  readonly suffix: string
}

function Table({ person, devices, suffix }: TableProps) {
  const { t } = useTranslation()
  const known = useDevices().data
  const { starts, onEnd } = useParts()
  return (
    <SideScroll label={t('holding.table')}>
      <table className={styles.matrix} style={{ '--devices': devices.length }}>
        <thead>
          <tr>
            <th scope="col">{t('holding.game')}</th>
            {devices.map(({ device_id, name }) => {
              const device = known?.find(({ id }) => id === device_id)
              return (
                <th key={device_id} scope="col">
                  <span className={styles.device}>
                    <Silhouette
                      client={device?.client ?? null}
                      platform={device?.platform ?? null}
                      size="tiny"
                    />
                    <Name>{name ?? t('device.unnamed')}</Name>
                  </span>
                </th>
              )
            })}
          </tr>
        </thead>
        {starts.map((after, index) => (
          <Part
            key={after}
            person={person}
            devices={devices}
            suffix={suffix}
            after={after}
            isFirst={index === 0}
            onEnd={onEnd}
          />
        ))}
      </table>
    </SideScroll>
  )
}

/** Every save and which device has which version of it. */
export function HoldingsMatrix() {
  const { t } = useTranslation()
  const self = useMe().data?.id
  const people = usePeople()
  const all = useSyncStatus().data
  const [chosen, setChosen] = useState<number | undefined>()
  const person = chosen ?? self
  const devices = useMemo(() => all?.filter((status) => status.person === person) ?? [], [all, person])
  if (person === undefined || !all || all.length === 0) return null
  return (
    <Card labelledBy="sync-matrix" className={styles.card}>
      <div className={styles.head}>
        <h2 id="sync-matrix">{t('holds.title')}</h2>
        {people.length > 1 ? (
          <div className={styles.whose}>
            <SelectField
              label={t('games.whose')}
              value={person}
              onChange={({ target }) => setChosen(Number(target.value))}
            >
              {people.map(({ id, username }) => (
                <option key={id} value={id}>
                  {username}
                </option>
              ))}
            </SelectField>
          </div>
        ) : null}
      </div>
      {devices.length === 0 ? (
        <p className={styles.soft}>{t('sync.noDevices')}</p>
      ) : (
        <Table
          key={person}
          person={person}
          devices={devices}
          suffix={personSuffix(person === self ? undefined : person)}
        />
      )}
      <HoldingWords />
    </Card>
  )
}
