import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SaveLine, Version } from '../../../shared/api/versions'
import { newestVersions, useVersions } from '../../api/saves'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { exactTime } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Problem } from '../../components/Problem'
import { CompareDialog } from './CompareDialog'
import styles from './LineCard.module.css'
import { LineMenu } from './LineMenu'
import { LookDialog } from './LookDialog'
import { NoteDialog } from './NoteDialog'
import { AllVersions, NewestVersions } from './Timeline'
import { UploadButton } from './UploadButton'
import { type NamedDevice, useDeviceNames } from './use-device-names'
import { useVersionActions } from './use-version-actions'
import type { VersionAction } from './VersionRow'
import { lineName } from './version-texts'

type Doing =
  | { readonly what: 'look' | 'note' | 'choose'; readonly version: Version }
  | { readonly what: 'compare'; readonly version: Version; readonly other: Version }

function useHolders(line: SaveLine): ReadonlyMap<number, readonly string[]> {
  return useMemo(() => {
    const holders = new Map<number, string[]>()
    for (const { version_id, device_id, doubtful } of line.marks) {
      if (version_id === null || doubtful) continue
      holders.set(version_id, [...(holders.get(version_id) ?? []), device_id])
    }
    return holders
  }, [line.marks])
}

/** What is done with one version at a time: at once, or in a dialog of its own. */
function useDoing(line: SaveLine, person: number | undefined) {
  const [doing, setDoing] = useState<Doing | null>(null)
  const actions = useVersionActions(line, person)
  const latest = useRef({ actions, doing })
  useEffect(() => {
    latest.current = { actions, doing }
  })
  const onAction = useCallback((action: VersionAction, version: Version) => {
    const now = latest.current
    if (action === 'look' || action === 'note') setDoing({ what: action, version })
    else if (action !== 'compare') now.actions[action](version)
    else if (now.doing?.what === 'choose') {
      setDoing({ what: 'compare', version: now.doing.version, other: version })
    } else setDoing({ what: 'choose', version })
  }, [])
  return { doing, setDoing, onAction, error: actions.error }
}

interface DialogsProps {
  readonly doing: Doing | null
  readonly person: number | undefined
  readonly deviceOf: (id: string) => NamedDevice
  readonly onClose: () => void
}

function Dialogs({ doing, ...props }: DialogsProps) {
  switch (doing?.what) {
    case 'look':
      return <LookDialog version={doing.version} {...props} />
    case 'note':
      return <NoteDialog version={doing.version} {...props} />
    case 'compare':
      return <CompareDialog one={doing.version} other={doing.other} {...props} />
    default:
      return null
  }
}

interface ChoosingProps {
  readonly version: Version
  readonly onCancel: () => void
}

/** Stays in sight while the second version of a comparison is looked for. */
function Choosing({ version, onCancel }: ChoosingProps) {
  const { t, i18n } = useTranslation()
  return (
    <div className={styles.choosing} role="status">
      <p>{t('compare.choose', { time: exactTime(Date.parse(version.arrived_at), i18n.language) })}</p>
      <Button onClick={onCancel}>{t('cancel')}</Button>
    </div>
  )
}

interface LineCardProps {
  readonly line: SaveLine
  /** All of its game. */
  readonly lines: readonly SaveLine[]
  readonly person: number | undefined
}

/** A line of saves with its history. */
export function LineCard({ line, lines, person }: LineCardProps) {
  const { t } = useTranslation()
  const id = `line-${line.id}`
  // Where there is nothing else to see, all of it is shown.
  const [isOpen, setOpen] = useState(lines.length === 1)
  const newest = useVersions(line.id, person, 'newest')
  const deviceOf = useDeviceNames()
  const holders = useHolders(line)
  const { doing, setDoing, onAction, error } = useDoing(line, person)
  const heading = useRef<HTMLHeadingElement>(null)
  const chosen = doing?.what === 'choose' ? doing.version : null
  const timeline = { line: line.id, person, holders, deviceOf, comparing: chosen?.id ?? null, onAction }
  const last = newest.data?.[0]?.sequence
  const hasMore = line.versions > newestVersions
  return (
    <Card labelledBy={id}>
      <div className={styles.head}>
        <div className={styles.words}>
          <h2 id={id} ref={heading} tabIndex={-1}>
            <Name>{lineName(line, t)}</Name>
          </h2>
          <p className={styles.count}>{t('line.versions', { count: line.versions })}</p>
        </div>
        <div className={styles.tools}>
          {person === undefined && line.kind !== 'state' ? <UploadButton line={line} /> : null}
          {line.kind === 'state' ? null : <LineMenu line={line} lines={lines} person={person} />}
        </div>
      </div>
      <Problem error={error} />
      {chosen ? <Choosing version={chosen} onCancel={() => setDoing(null)} /> : null}
      {isOpen && hasMore && last !== undefined ? (
        <AllVersions {...timeline} newest={last} />
      ) : (
        <NewestVersions {...timeline} />
      )}
      {hasMore && !isOpen ? (
        <Button
          look="quiet"
          onClick={() => {
            setOpen(true)
            heading.current?.focus()
          }}
        >
          {t('line.showAll', { count: line.versions })}
        </Button>
      ) : null}
      <Dialogs doing={doing} person={person} deviceOf={deviceOf} onClose={() => setDoing(null)} />
    </Card>
  )
}
