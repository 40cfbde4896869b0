export type StoredState = 'live' | 'deleted' | 'held' | 'side'

/** What a player knows of one version of its line; the id only once somebody told it. */
export interface KnownVersion {
  readonly id: number | null
  readonly sha256: string
  readonly state: StoredState
  /** Its bytes were let go: never those of a head, nor of what waits for a decision. */
  readonly isDropped?: boolean
}

/** What the hub may believe a device to hold; null for nothing. */
export type MarkedVersion = Pick<KnownVersion, 'id' | 'sha256'> | null

/** A line as a player knows it. */
export interface KnownLine {
  readonly versions: readonly KnownVersion[]
  /** Of each device, by its id, one of these. */
  readonly marks: ReadonlyMap<string, readonly MarkedVersion[]>
}

/** A line as it lies in the database: each version with its id, and of each device the version it holds. */
export interface FoundLine {
  readonly versions: readonly (KnownVersion & { readonly id: number })[]
  readonly marks: ReadonlyMap<string, number>
}

export const noLine: FoundLine = { versions: [], marks: new Map() }

/** Everything in which the found line differs from the known one; empty where it is the same. */
export function differences(found: FoundLine, known: KnownLine): readonly string[] {
  const isSame =
    found.versions.length === known.versions.length &&
    known.versions.every(({ id, sha256, state }, index) => {
      const other = found.versions[index]
      return other?.sha256 === sha256 && other.state === state && (id === null || id === other.id)
    })
  if (!isSame) return [`${say(known.versions)}; found ${say(found.versions)}`]
  return [...new Set([...found.marks.keys(), ...known.marks.keys()])].flatMap((device) => {
    const marked = found.marks.get(device)
    const content = found.versions.find(({ id }) => id === marked)?.sha256
    const allowed = known.marks.get(device) ?? [null]
    const isAllowed = allowed.some((version) => {
      if (version === null) return marked === undefined
      return version.id === null ? version.sha256 === content : version.id === marked
    })
    return isAllowed ? [] : [`device ${device} is believed to hold ${marked ?? 'nothing'}`]
  })
}

/** What a player knows of a line after it was looked at. */
export function knownFrom({ versions, marks }: FoundLine): KnownLine {
  const known = [...marks].map(([device, marked]): [string, readonly KnownVersion[]] => [
    device,
    versions.filter(({ id }) => id === marked),
  ])
  return { versions, marks: new Map(known) }
}

export function say(versions: readonly KnownVersion[]): string {
  return versions.map(({ id, sha256, state }) => `${id ?? '?'}:${sha256.slice(0, 6)}:${state}`).join(' ')
}
