import type { SyncAction, SyncReason } from '../../../shared/api/sync'
import type { LineVersion, Relation } from './relation'

/** What the hub believes a device to hold of a line (design section 7, "Marks"). */
export interface Holding {
  readonly version: Pick<LineVersion, 'id' | 'sequence' | 'state'>
  /** Proves nothing: the device started anew, or two machines use its identifier. */
  readonly isDoubtful: boolean
  /** How it is known; a confirmed one outlasts what a client merely repeats. */
  readonly isConfirmed: boolean
  readonly at: string
  /** What the device claimed when it named this content. */
  readonly claim: Claim
}

/** A label that a device puts on its save; its clock is not worth trusting. */
export interface Claim {
  readonly at: string | null
  /** Bytes. */
  readonly size: number | null
}

/**
 * What a client's hash tells: most hash the bytes they hold, some repeat the last hash the hub named, which says
 * nothing of what they hold now (clients.md 6.5).
 */
export type HashKind = 'local' | 'last-server'

export interface SaidContent {
  readonly relation: Relation
  readonly isBlank: boolean
  /** C = M. */
  readonly isMarked: boolean
  /** It is this device's own refused copy, about which nobody has decided yet. */
  readonly isRefusedCopy: boolean
  /** Known to a line of whoever had this device before, and to no line of its owner. */
  readonly isForeign: boolean
}

/** What a device said of one line. */
export interface Said {
  /** Null when it named no usable hash. */
  readonly content: SaidContent | null
  readonly claim: Claim
  readonly hashes: HashKind
  /** What a person decided about exactly this, and what it asks of the device now. */
  readonly decision: {
    readonly keep: 'hub' | 'device' | 'both'
    readonly action: 'upload' | 'download'
  } | null
  /** A copy of this device was refused, and nobody has decided about it yet. */
  readonly hasRefusedCopy: boolean
}

export interface Situation {
  readonly isGameKnown: boolean
  readonly isUntracked: boolean
  readonly head: Pick<LineVersion, 'id' | 'sequence' | 'blank'> | null
  readonly mark: Holding | null
  /** Null for a line that was not mentioned. */
  readonly said: Said | null
}

export interface Answer {
  /** The row of the table in design section 7. */
  readonly row: number
  /** Null where nothing is said. */
  readonly action: SyncAction | null
  readonly reason: SyncReason
  /** The device holds the head: mark := H. */
  readonly holdsHead: boolean
}

/**
 * Decides about one line and device. Pure: what it does not get passed it does not know, the hub's clock above all.
 * The first row that matches wins.
 */
export function decide(situation: Situation): Answer {
  const { isGameKnown, isUntracked, said, head } = situation
  if (!said) return decideUnmentioned(situation)
  if (isUntracked) return answer(1, 'no_op', 'untracked')
  if (!isGameKnown) return answer(1, 'no_op', 'unknown-game')
  const { content } = said
  if (content?.relation.isDeleted) return answer(2, 'no_op', 'deleted')
  if (content?.isForeign) {
    return head ? answer(2, 'download', 'newer-on-hub') : answer(2, 'no_op', 'belongs-to-another')
  }
  if (!head) return answer(3, 'upload', 'no-head')
  if (content?.relation.content === 'head') {
    return { ...answer(4, 'no_op', 'identical'), holdsHead: !isRepetition(situation, said) }
  }
  if (said.decision) return answer(5, said.decision.action, `decided-${said.decision.keep}`)
  if (!content) {
    if (isAsNoted(situation, said)) return answer(6, 'no_op', 'unchanged')
    // The bytes are here already and wait for a decision: sending them again and again would bring nothing new.
    return said.hasRefusedCopy ? answer(8, 'conflict', 'refused-copy') : answer(6, 'upload', 'no-hash')
  }
  return decideByContent(situation, said, content)
}

function decideByContent({ head, mark }: Situation, said: Said, content: SaidContent): Answer {
  const { relation } = content
  if (content.isBlank && !head?.blank) return answer(7, 'download', 'blank-on-device')
  if (said.hasRefusedCopy && (content.isMarked || content.isRefusedCopy)) {
    return answer(8, 'conflict', 'refused-copy')
  }
  if (content.isMarked && said.hashes === 'last-server' && isClaimChanged(mark, said.claim)) {
    return answer(8, 'conflict', 'changed-on-both')
  }
  if (relation.content === 'known') return answer(9, 'download', 'newer-on-hub')
  if (head?.blank) return answer(10, 'upload', 'blank-on-hub')
  if (relation.sawHead) {
    return answer(relation.holdsHead ? 11 : 12, 'upload', 'newer-on-device')
  }
  return answer(13, 'conflict', 'changed-on-both')
}

function decideUnmentioned({ isGameKnown, isUntracked, head, mark }: Situation): Answer {
  const isWanted = isGameKnown && !isUntracked && head !== null
  if (!isWanted || (mark && !mark.isDoubtful && !isOlder(mark, head))) return answer(15, null, 'unchanged')
  return answer(14, 'download', mark ? 'offered-again' : 'offered-first')
}

/** A copy that was set aside is never the line's newest, whenever it came. */
function isOlder({ version }: Holding, head: Pick<LineVersion, 'sequence'>): boolean {
  return version.sequence < head.sequence || version.state === 'side' || version.state === 'held'
}

/** Naming the head's hash is no holding of it where a client repeats what it read, and is known to hold another. */
function isRepetition({ head, mark }: Situation, { hashes }: Said): boolean {
  return (
    hashes === 'last-server' &&
    mark !== null &&
    mark.isConfirmed &&
    !mark.isDoubtful &&
    mark.version.id !== head?.id
  )
}

function isAsNoted({ head, mark }: Situation, { claim }: Said): boolean {
  return (
    mark !== null &&
    !mark.isDoubtful &&
    mark.version.id === head?.id &&
    mark.claim.at !== null &&
    mark.claim.at === claim.at &&
    mark.claim.size === claim.size
  )
}

/**
 * Whether a client that repeats the hub's hash changed its save since. Where nothing was noted with the mark, as after
 * an upload, a save that is older than the mark is the one that was marked.
 */
function isClaimChanged(mark: Holding | null, { at }: Claim): boolean {
  if (!mark || at === null) return false
  return mark.claim.at === null ? at > mark.at : at !== mark.claim.at
}

function answer(row: number, action: SyncAction | null, reason: SyncReason): Answer {
  return { row, action, reason, holdsHead: false }
}
