import { memo, useMemo, useRef } from 'react'
import type { VersionChange } from '../../../shared/api/version-contents'
import type { Version } from '../../../shared/api/versions'
import { useChanges, useVersions, type VersionsPage, versionsPage } from '../../api/saves'
import { Problem } from '../../components/Problem'
import { inParts, useNear } from '../../components/use-near'
import styles from './Timeline.module.css'
import type { NamedDevice } from './use-device-names'
import { type VersionAction, VersionRow } from './VersionRow'

/** Pixels; only until a part has been drawn once. */
const rowHeight = 78
const rowsAtOnce = 8

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

interface SomeRowsProps extends TimelineProps {
  readonly versions: readonly Version[]
  readonly changes: ReadonlyMap<number, VersionChange> | undefined
  readonly isFirst: boolean
}

/** As many rows as can be drawn within a frame or two. */
const SomeRows = memo(function SomeRows({ versions, changes, holders, isFirst, ...props }: SomeRowsProps) {
  const place = useRef<HTMLOListElement>(null)
  const { near, height } = useNear(place, isFirst, versions.length * rowHeight)
  return (
    <ol ref={place} style={near ? undefined : { height }}>
      {near
        ? versions.map((version) => (
            <VersionRow
              key={version.id}
              version={version}
              change={changes?.get(version.id)}
              holders={holders.get(version.id)}
              {...props}
            />
          ))
        : null}
    </ol>
  )
})

function Page({ page, isFirst, ...props }: PageProps & { readonly isFirst: boolean }) {
  const versions = useVersions(props.line, props.person, page)
  const changes = useChanges(props.line, props.person, page).data
  const parts = useMemo(() => inParts(versions.data ?? [], rowsAtOnce), [versions.data])
  if (versions.error && !versions.data) return <Problem error={versions.error} />
  return parts.map((part, index) => (
    <SomeRows
      key={part[0]?.id}
      {...props}
      versions={part}
      changes={changes}
      isFirst={isFirst && index === 0}
    />
  ))
}

/** A page is asked for, and its rows are looked at, once it is near the window. */
const Part = memo(function Part({ isFirst, ...props }: PageProps & { readonly isFirst: boolean }) {
  const place = useRef<HTMLDivElement>(null)
  const { near, height } = useNear(place, isFirst, versionsPage * rowHeight)
  return (
    <div ref={place} style={near ? undefined : { height }}>
      {near ? <Page {...props} isFirst={isFirst} /> : null}
    </div>
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
