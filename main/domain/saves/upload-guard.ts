/** What the guard needs to know of a version. */
export interface GuardVersion {
  readonly id: number
  readonly sequence: number
  readonly blank: boolean
  readonly state: 'live' | 'side' | 'held' | 'deleted'
}

export interface GuardInput<Known extends GuardVersion = GuardVersion> {
  /** The version of the line that has these bytes already, other than the head and other than a held copy. */
  readonly known: Known | null
  readonly isHead: boolean
  readonly isBlank: boolean
  readonly overwrite: boolean
  readonly head: Known | null
  /** What the caller's copy was made from, as far as that is known and not in doubt. */
  readonly parent: GuardVersion | null
  /** A person decided that this upload may become the head. */
  readonly hasPermit: boolean
  /** A client without a device has no way to say `overwrite` (design section 6). */
  readonly cannotOverwrite: boolean
}

export type Verdict<Known extends GuardVersion = GuardVersion> =
  | { readonly kind: 'identical'; readonly version: Known }
  /** Nothing new: that row is the answer; `comesBack` when it was deleted and its line has no head. */
  | { readonly kind: 'known'; readonly version: Known; readonly comesBack: boolean }
  | { readonly kind: 'new-head'; readonly pinReplaced: boolean }
  /** The bytes are kept aside: `blank` would replace a real save, `unseen` a head the caller never saw. */
  | { readonly kind: 'refused'; readonly reason: 'blank' | 'unseen' }

const newHead = { kind: 'new-head', pinReplaced: false } as const

/** Judges an upload by its bytes and lineage, never by a clock: the first match wins (design section 7). */
export function guardUpload<Known extends GuardVersion>(input: GuardInput<Known>): Verdict<Known> {
  const { head, known, parent } = input
  if (head && input.isHead) return { kind: 'identical', version: head }
  if (input.overwrite) return newHead
  if (head && input.isBlank && !head.blank) return { kind: 'refused', reason: 'blank' }
  if (known && !isRollBack(input)) {
    // Anybody but the one who holds the head shows an old or restored card: nothing of it is new.
    if (head || known.state === 'deleted') return { kind: 'known', version: known, comesBack: !head }
  }
  if (!head || head.blank || isMadeFrom(head, parent) || input.hasPermit) return newHead
  if (input.cannotOverwrite) return { kind: 'new-head', pinReplaced: true }
  return { kind: 'refused', reason: 'unseen' }
}

/** A device that holds the head goes back to an earlier content on purpose (W-02). */
function isRollBack({ head, parent }: GuardInput): boolean {
  return head !== null && parent?.id === head.id
}

/** The caller saw the head; or it saw a later one, which was deleted since. */
function isMadeFrom(head: GuardVersion, parent: GuardVersion | null): boolean {
  if (!parent) return false
  return parent.id === head.id || (parent.state === 'deleted' && parent.sequence > head.sequence)
}
