import type { LineVersion, Relation } from '../sync/relation'

export interface GuardInput<Known extends LineVersion = LineVersion> {
  /** How the bytes, and what the caller is known to hold, stand to the line; held copies are no part of it. */
  readonly relation: Relation<Known>
  readonly isBlank: boolean
  readonly overwrite: boolean
  readonly head: Known | null
  /** A person decided about exactly this: it becomes the head, or is kept beside it. */
  readonly decision: 'permit' | 'aside' | null
  /** It is of whoever had the device before (design section 7, "Handing a device over"). */
  readonly isForeign: boolean
  /** A client without a device has no way to say `overwrite` (design section 6). */
  readonly cannotOverwrite: boolean
}

export type Verdict<Known extends LineVersion = LineVersion> =
  | { readonly kind: 'identical'; readonly version: Known }
  /** Nothing new: that row is the answer; `comesBack` when it was deleted and its line has no head. */
  | { readonly kind: 'known'; readonly version: Known; readonly comesBack: boolean }
  | { readonly kind: 'new-head'; readonly pinReplaced: boolean }
  /** A person decided to keep what the hub has: the bytes are kept beside it. */
  | { readonly kind: 'aside' }
  /**
   * The bytes are kept aside: `blank` would replace a real save, `unseen` a head the caller never saw. Not those of
   * `foreign`: their line has them.
   */
  | { readonly kind: 'refused'; readonly reason: 'blank' | 'unseen' | 'foreign' }

const newHead = { kind: 'new-head', pinReplaced: false } as const

/** Judges an upload by its bytes and lineage, never by a clock: the first match wins (design section 7). */
export function guardUpload<Known extends LineVersion>(input: GuardInput<Known>): Verdict<Known> {
  const { head, relation } = input
  const { version: known } = relation
  if (known && relation.content === 'head') return { kind: 'identical', version: known }
  if (input.overwrite || input.decision === 'permit') return newHead
  if (input.decision === 'aside') return { kind: 'aside' }
  if (head && input.isBlank && !head.blank) return { kind: 'refused', reason: 'blank' }
  // A device that holds the head goes back to an earlier content on purpose (W-02).
  if (known && !relation.holdsHead) {
    // Anybody else shows an old or restored card: nothing of it is new.
    if (head || known.state === 'deleted') return { kind: 'known', version: known, comesBack: !head }
  }
  if (input.isForeign) return { kind: 'refused', reason: 'foreign' }
  if (!head || head.blank || relation.sawHead) return newHead
  if (input.cannotOverwrite) return { kind: 'new-head', pinReplaced: true }
  return { kind: 'refused', reason: 'unseen' }
}
