/** What there is to know of a version to tell how another content stands to it. */
export interface LineVersion {
  readonly id: number
  readonly sequence: number
  readonly blank: boolean
  readonly state: 'live' | 'side' | 'held' | 'deleted'
}

/** How a content, and whoever holds it, stand to a line. */
export interface Relation<Known extends LineVersion = LineVersion> {
  /** `known`: the line had it at some time, also hidden, pruned, or set aside. */
  readonly content: 'head' | 'known' | 'new'
  /** The version that has the content: of several the live one, then the newest. */
  readonly version: Known | null
  /** It was deleted, and no live head is newer. */
  readonly isDeleted: boolean
  /** The holder holds the head. */
  readonly holdsHead: boolean
  /** It saw the head, or a later version that was deleted since: what it holds now comes after the head. */
  readonly sawHead: boolean
}

const rank = { live: 0, deleted: 1, side: 2, held: 3 } as const

/**
 * The one judge of lineage, for negotiation and upload alike (design section 7).
 * @param same the versions of the line that have the content.
 * @param parent the version the holder is known to hold, when that is not in doubt.
 */
export function relate<Known extends LineVersion>(
  same: readonly Known[],
  head: Pick<LineVersion, 'id' | 'sequence'> | null,
  parent: Pick<LineVersion, 'id' | 'sequence' | 'state'> | null,
): Relation<Known> {
  const holdsHead = head !== null && parent?.id === head.id
  const holder = { holdsHead, sawHead: holdsHead || isDeletedAfter(parent, head) }
  const version = best(same, head)
  if (!version) return { content: 'new', version: null, isDeleted: false, ...holder }
  if (version.id === head?.id) return { content: 'head', version, isDeleted: false, ...holder }
  const isDeleted = isDeletedAfter(version, head) || (!head && version.state === 'deleted')
  return { content: 'known', version, isDeleted, ...holder }
}

function best<Known extends LineVersion>(
  same: readonly Known[],
  head: Pick<LineVersion, 'id'> | null,
): Known | null {
  let found: Known | null = null
  for (const version of same) {
    if (version.id === head?.id) return version
    const isBetter =
      !found ||
      rank[version.state] < rank[found.state] ||
      (version.state === found.state && version.sequence > found.sequence)
    if (isBetter) found = version
  }
  return found
}

function isDeletedAfter(
  version: Pick<LineVersion, 'sequence' | 'state'> | null,
  head: Pick<LineVersion, 'sequence'> | null,
): boolean {
  return version?.state === 'deleted' && head !== null && version.sequence > head.sequence
}
