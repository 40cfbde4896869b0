import { describe, expect, test } from 'vitest'
import { type GuardInput, guardUpload } from '../../../main/domain/saves/upload-guard'
import { type LineVersion, relate } from '../../../main/domain/sync/relation'

const version = (id: number, change: Partial<LineVersion> = {}): LineVersion => ({
  id,
  sequence: id,
  blank: false,
  state: 'live',
  ...change,
})

const [past, head] = [version(1), version(2)]

interface Case extends Partial<Omit<GuardInput, 'relation'>> {
  readonly known?: LineVersion
  readonly parent?: LineVersion
}

function verdict({ known, parent, ...change }: Case = {}) {
  const input = { head, ...change }
  return guardUpload({
    relation: relate(known ? [known] : [], input.head, parent ?? null),
    isBlank: false,
    overwrite: false,
    decision: null,
    isForeign: false,
    cannotOverwrite: false,
    ...input,
  })
}

const newHead = { kind: 'new-head', pinReplaced: false }
const unseen = { kind: 'refused', reason: 'unseen' }

describe('the first match wins', () => {
  test('the bytes of the head are the head, whatever else is said', () => {
    expect(verdict({ known: head, overwrite: true, isBlank: true })).toEqual({
      kind: 'identical',
      version: head,
    })
  })

  test('overwrite makes a new head, of blank and of known bytes too', () => {
    expect(verdict({ overwrite: true })).toEqual(newHead)
    expect(verdict({ overwrite: true, isBlank: true })).toEqual(newHead)
    expect(verdict({ overwrite: true, known: past })).toEqual(newHead)
  })

  test('a blank never replaces a real save, also of one who saw the head', () => {
    const refused = { kind: 'refused', reason: 'blank' }
    expect(verdict({ isBlank: true, parent: head })).toEqual(refused)
    expect(verdict({ isBlank: true, cannotOverwrite: true })).toEqual(refused)
    expect(verdict({ isBlank: true, known: past })).toEqual(refused)
    expect(verdict({ isBlank: true, head: version(2, { blank: true }) })).toEqual(newHead)
    expect(verdict({ isBlank: true, head: null })).toEqual(newHead)
  })

  test('known bytes: a roll-back by who holds the head, else nothing new (W-02)', () => {
    expect(verdict({ known: past, parent: head })).toEqual(newHead)
    const known = { kind: 'known', version: past, comesBack: false }
    expect(verdict({ known: past })).toEqual(known)
    expect(verdict({ known: past, parent: past })).toEqual(known)
    expect(verdict({ known: past, cannotOverwrite: true })).toEqual(known)
  })

  test('known bytes on a deleted line bring it back', () => {
    const deleted = version(1, { state: 'deleted' })
    expect(verdict({ head: null, known: deleted })).toEqual({
      kind: 'known',
      version: deleted,
      comesBack: true,
    })
    // A copy that was set aside was never the save of this line.
    expect(verdict({ head: null, known: version(1, { state: 'side' }) })).toEqual(newHead)
  })

  test('new bytes: no head, a blank head, the head seen, a later one deleted, or a permit', () => {
    expect(verdict({ head: null })).toEqual(newHead)
    expect(verdict({ head: version(2, { blank: true }) })).toEqual(newHead)
    expect(verdict({ parent: head })).toEqual(newHead)
    expect(verdict({ parent: version(3, { state: 'deleted' }) })).toEqual(newHead)
    expect(verdict({ decision: 'permit' })).toEqual(newHead)
    expect(verdict({ decision: 'permit', isBlank: true })).toEqual(newHead)
  })

  test('what a person decided to keep beside the head is no new head', () => {
    expect(verdict({ decision: 'aside' })).toEqual({ kind: 'aside' })
    expect(verdict({ decision: 'aside', known: head })).toMatchObject({ kind: 'identical' })
  })

  test("what is of somebody else is nobody else's head unless that is said", () => {
    expect(verdict({ isForeign: true, head: null })).toEqual({ kind: 'refused', reason: 'foreign' })
    expect(verdict({ isForeign: true, overwrite: true })).toEqual(newHead)
  })

  test('anything else is refused', () => {
    expect(verdict()).toEqual(unseen)
    expect(verdict({ parent: past })).toEqual(unseen)
    expect(verdict({ parent: version(1, { state: 'deleted' }) })).toEqual(unseen)
    expect(verdict({ parent: version(3, { state: 'held' }) })).toEqual(unseen)
  })

  test('who cannot say overwrite replaces the head, which is pinned', () => {
    expect(verdict({ cannotOverwrite: true })).toEqual({ kind: 'new-head', pinReplaced: true })
  })
})
