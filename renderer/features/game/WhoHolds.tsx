import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { SaveLine } from '../../../shared/api/versions'
import { Card } from '../../components/Card'
import { Name } from '../../components/Name'
import { Pill, type Tone } from '../../components/Pill'
import { Silhouette } from '../../components/Silhouette'
import type { TextKey } from '../../locales/text-key'
import { useDeviceNames } from './use-device-names'
import { lineName } from './version-texts'
import styles from './WhoHolds.module.css'

type Mark = SaveLine['marks'][number]
type Holding = 'current' | 'older' | 'unsure'

const looks: Readonly<Record<Holding, { readonly tone: Tone; readonly text: TextKey }>> = {
  current: { tone: 'safe', text: 'holds.current' },
  older: { tone: 'calm', text: 'holds.older' },
  unsure: { tone: 'warn', text: 'holds.unsure' },
}

function holding(line: SaveLine, mark: Mark): Holding {
  if (mark.doubtful) return 'unsure'
  return mark.version_id === line.head_version_id ? 'current' : 'older'
}

interface Held {
  readonly line: SaveLine
  readonly state: Holding
}

function byDevice(lines: readonly SaveLine[]): [string, Held[]][] {
  const devices = new Map<string, Held[]>()
  for (const line of lines) {
    for (const mark of line.marks) {
      if (mark.version_id === null) continue
      const held = devices.get(mark.device_id) ?? []
      devices.set(mark.device_id, [...held, { line, state: holding(line, mark) }])
    }
  }
  return [...devices]
}

/** Which device has which save, as far as the hub knows. */
export function WhoHolds({ lines }: { readonly lines: readonly SaveLine[] }) {
  const { t } = useTranslation()
  const deviceOf = useDeviceNames()
  const devices = byDevice(lines)
  if (devices.length === 0) return null
  return (
    <Card labelledBy="who-holds">
      <h2 id="who-holds">{t('holds.title')}</h2>
      <ul>
        {devices.map(([id, held]) => {
          const { name, device } = deviceOf(id)
          return (
            <li key={id} className={styles.device}>
              <Silhouette client={device?.client ?? null} platform={device?.platform ?? null} />
              <div className={styles.words}>
                <p className={styles.name}>
                  {device ? (
                    <Link href={`/devices/${encodeURIComponent(id)}`}>
                      <Name>{name}</Name>
                    </Link>
                  ) : (
                    <Name>{name}</Name>
                  )}
                </p>
                <ul className={styles.held}>
                  {held.map(({ line, state }) => (
                    <li key={line.id}>
                      {lines.length > 1 ? <Name wrap>{lineName(line, t)}</Name> : null}
                      <Pill tone={looks[state].tone}>{t(looks[state].text)}</Pill>
                    </li>
                  ))}
                </ul>
              </div>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
