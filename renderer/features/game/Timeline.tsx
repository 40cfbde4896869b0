import { memo, useRef } from 'react'
import type { Version } from '../../../shared/api/versions'
import { useChanges, useVersions, type VersionsPage, versionsPage } from '../../api/saves'
import { Problem } from '../../components/Problem'
import { useNear } from '../../components/use-near'
import styles from './Timeline.module.css'
import type { NamedDevice } from './use-device-names'
import { type VersionAction, VersionRow } from './VersionRow'

/** Pixels; only until a part has been drawn once. */
const rowHeight = 78

export interface TimelineProps {
  readonly line: number
  readonly person: number | undefined
  /** By version. */
  readonly holders: ReadonlyMap<number, readonly string[]>
  readonly deviceOf: (id: string) => NamedDevice
  readonly comparing: number | null
  readonly onAction: (action: VersionAction, version: Version) => void
}

interface PageProps extends TimelineProps {
  readonly page: VersionsPage
}

function Rows({ line, page, holders, ...props }: PageProps) {
  const versions = useVersions(line, props.person, page)
  const changes = useChanges(line, props.person, page).data
  if (versions.error && !versions.data) return <Problem error={versions.error} />
  return versions.data?.map((version) => (
    <VersionRow
      key={version.id}
      version={version}
      change={changes?.get(version.id)}
      holders={holders.get(version.id)}
      {...props}
    />
  ))
}

/** The newest versions of a line. */
export function NewestVersions(props: TimelineProps) {
  return (
    <ol className={styles.timeline}>
      <Rows {...props} page="newest" />
    </ol>
  )
}

const Part = memo(function Part({ isFirst, ...props }: PageProps & { readonly isFirst: boolean }) {
  const place = useRef<HTMLOListElement>(null)
  const { near, height } = useNear(place, isFirst, versionsPage * rowHeight)
  return (
    <ol ref={place} style={near ? undefined : { height }}>
      {near ? <Rows {...props} /> : null}
    </ol>
  )
})

interface AllVersionsProps extends TimelineProps {
  /** The sequence of the newest version. */
  readonly newest: number
}

/** Every version of a line, newest first; only those near the window are asked for and drawn. */
export function AllVersions({ newest, ...props }: AllVersionsProps) {
  const last = Math.floor((newest - 1) / versionsPage)
  return (
    <div className={styles.timeline}>
      {Array.from({ length: last + 1 }, (_, index) => (
        <Part key={last - index} {...props} page={last - index} isFirst={index < 2} />
      ))}
    </div>
  )
}
