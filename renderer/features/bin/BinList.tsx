import { memo, useId, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { BinnedVersion } from '../../../shared/api/bin'
import { Button } from '../../components/Button'
import { byteSize } from '../../components/byte-size'
import { ExactDate, Moment } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { inParts, useNear } from '../../components/use-near'
import { lineName } from '../game/version-texts'
import { useDeviceNames } from '../game/use-device-names'
import { personSuffix } from '../games/games-filter'
import styles from './BinList.module.css'

const partSize = 50
/** Pixels; only until a part has been drawn once. */
const rowHeight = 76

interface RowProps {
  readonly version: BinnedVersion
  readonly person: number | undefined
  readonly isChosen: boolean
  readonly deviceName: string | null
  readonly onToggle: (id: number) => void
  readonly onRestore: (id: number) => void
}

const Row = memo(function Row({ version, person, isChosen, deviceName, onToggle, onRestore }: RowProps) {
  const { t, i18n } = useTranslation()
  const id = useId()
  const line = lineName(version, t)
  return (
    <li className={styles.row}>
      <label className={styles.tick}>
        <input
          type="checkbox"
          checked={isChosen}
          aria-labelledby={id}
          onChange={() => onToggle(version.id)}
        />
      </label>
      <div className={styles.words}>
        <p id={id} className={styles.name}>
          <Link href={`/games/${version.rom_id}${personSuffix(person)}`} className={styles.link}>
            <Name>{version.rom_name}</Name>
          </Link>{' '}
          <span className={styles.line}>
            <Name>{line}</Name>
          </span>
        </p>
        <ul className={styles.facts}>
          <li>
            <Phrase text="bin.deleted" slots={{ time: <Moment at={version.deleted_at} /> }} />
          </li>
          <li>
            <Phrase text="bin.arrived" slots={{ date: <ExactDate at={version.arrived_at} /> }} />
          </li>
          {deviceName === null ? null : (
            <li>
              <Phrase text="version.from" slots={{ name: <Name>{deviceName}</Name> }} />
            </li>
          )}
          <li>{byteSize(version.size_bytes, i18n.language)}</li>
        </ul>
      </div>
      <Button
        aria-label={t('bin.restoreLabel', { game: version.rom_name, line })}
        onClick={() => onRestore(version.id)}
      >
        {t('version.restore')}
      </Button>
    </li>
  )
})

interface BinListProps {
  readonly versions: readonly BinnedVersion[]
  readonly person: number | undefined
  readonly chosen: ReadonlySet<number>
  readonly onToggle: (id: number) => void
  readonly onRestore: (id: number) => void
}

const Part = memo(function Part({
  versions,
  chosen,
  isFirst,
  ...props
}: BinListProps & { readonly isFirst: boolean }) {
  const place = useRef<HTMLUListElement>(null)
  const deviceOf = useDeviceNames()
  const { near, height } = useNear(place, isFirst, versions.length * rowHeight)
  return (
    <ul ref={place} className={styles.part} style={near ? undefined : { height }}>
      {near
        ? versions.map((version) => (
            <Row
              key={version.id}
              version={version}
              isChosen={chosen.has(version.id)}
              deviceName={version.origin_device_id === null ? null : deviceOf(version.origin_device_id).name}
              {...props}
            />
          ))
        : null}
    </ul>
  )
})

/** Deleted versions, the last deleted first; only those near the window are drawn. */
export function BinList({ versions, ...props }: BinListProps) {
  const parts = useMemo(() => inParts(versions, partSize), [versions])
  return parts.map((part, index) => <Part key={index} versions={part} isFirst={index === 0} {...props} />)
}
