import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Answer,
  decide,
  type Holding,
  type Said,
  type SaidContent,
} from '../../../main/domain/sync/decide'
import { type LineVersion, relate } from '../../../main/domain/sync/relation'

const version = (id: number, change: Partial<LineVersion> = {}): LineVersion => ({
  id,
  sequence: id,
  blank: false,
  state: 'live',
  ...change,
})

const [past, head] = [version(1), version(2)]
const noted = '2026-01-01T00:00:00.000Z'
const later = '2026-01-01T00:00:01.000Z'

const holding = (of: LineVersion, change: Partial<Holding> = {}): Holding => ({
  version: of,
  isDoubtful: false,
  isConfirmed: true,
  at: noted,
  claim: { at: noted, size: 512 },
  ...change,
})

interface Case {
  /** The version with the content the device named; none for one the line never had. */
  readonly content?: LineVersion
  readonly head?: LineVersion | null
  readonly mark?: Holding | null
  readonly about?: Partial<SaidContent>
  readonly said?: Partial<Said>
  readonly isUntracked?: boolean
  readonly isGameKnown?: boolean
}

function said({ content, about, said: more, ...situation }: Case): Answer {
  const line = { head, mark: null, isGameKnown: true, isUntracked: false, ...situation }
  const parent = line.mark && !line.mark.isDoubtful ? line.mark.version : null
  const relation = relate(content ? [content] : [], line.head, parent)
  return decide({
    ...line,
    said: {
      content: {
        relation,
        isBlank: false,
        isMarked: content !== undefined && content.id === line.mark?.version.id,
        isRefusedCopy: false,
        isForeign: false,
        ...about,
      },
      claim: { at: noted, size: 512 },
      hashes: 'local',
      decision: null,
      hasRefusedCopy: false,
      ...more,
    },
  })
}

const unsaid = (situation: Case = {}) =>
  decide({ head, mark: null, isGameKnown: true, isUntracked: false, ...situation, said: null })

const lastServer = { hashes: 'last-server' } as const

describe('the table of design section 7, row by row', () => {
  test.each<[row: number, what: string, got: Answer, action: Answer['action'], reason: Answer['reason']]>([
    [1, 'untracked', said({ isUntracked: true, content: head }), 'no_op', 'untracked'],
    [1, 'no such game', said({ isGameKnown: false }), 'no_op', 'unknown-game'],
    [
      2,
      'deleted, and an older one is live',
      said({ content: version(3, { state: 'deleted' }) }),
      'no_op',
      'deleted',
    ],
    [2, 'all deleted', said({ content: version(1, { state: 'deleted' }), head: null }), 'no_op', 'deleted'],
    [2, "a former owner's", said({ head: null, about: { isForeign: true } }), 'no_op', 'belongs-to-another'],
    [2, "a former owner's, over a head", said({ about: { isForeign: true } }), 'download', 'newer-on-hub'],
    [3, 'no head', said({ head: null }), 'upload', 'no-head'],
    [3, 'new progress on a deleted line', said({ head: null, mark: holding(past) }), 'upload', 'no-head'],
    [4, 'the head', said({ content: head }), 'no_op', 'identical'],
    [
      5,
      'decided',
      said({ said: { decision: { keep: 'device', action: 'upload' } } }),
      'upload',
      'decided-device',
    ],
    [
      5,
      'decided, before the card is called old',
      said({ content: past, said: { decision: { keep: 'hub', action: 'download' } } }),
      'download',
      'decided-hub',
    ],
    [6, 'no hash, as noted', said({ mark: holding(head), said: { content: null } }), 'no_op', 'unchanged'],
    [
      6,
      'no hash, other time',
      said({ mark: holding(head), said: { content: null, claim: { at: later, size: 512 } } }),
      'upload',
      'no-hash',
    ],
    [
      6,
      'no hash, other size',
      said({ mark: holding(head), said: { content: null, claim: { at: noted, size: 9 } } }),
      'upload',
      'no-hash',
    ],
    [6, 'no hash, older mark', said({ mark: holding(past), said: { content: null } }), 'upload', 'no-hash'],
    [
      6,
      'no hash, doubtful mark',
      said({ mark: holding(head, { isDoubtful: true }), said: { content: null } }),
      'upload',
      'no-hash',
    ],
    [7, 'blank', said({ mark: holding(head), about: { isBlank: true } }), 'download', 'blank-on-device'],
    [
      8,
      'refused copy, C = M',
      said({ content: past, mark: holding(past), said: { hasRefusedCopy: true } }),
      'conflict',
      'refused-copy',
    ],
    [
      8,
      'refused copy, C = that copy',
      said({
        content: version(3, { state: 'held' }),
        about: { isRefusedCopy: true },
        said: { hasRefusedCopy: true },
      }),
      'conflict',
      'refused-copy',
    ],
    [
      8,
      "the hub's hash repeated, another time",
      said({ content: past, mark: holding(past), said: { ...lastServer, claim: { at: later, size: 512 } } }),
      'conflict',
      'changed-on-both',
    ],
    [
      9,
      "the hub's hash repeated, as noted",
      said({ content: past, mark: holding(past), said: lastServer }),
      'download',
      'newer-on-hub',
    ],
    [
      9,
      "the hub's hash repeated, nothing noted, older than the mark",
      said({
        content: past,
        mark: holding(past, { at: later, claim: { at: null, size: null } }),
        said: lastServer,
      }),
      'download',
      'newer-on-hub',
    ],
    [9, 'an old card', said({ content: past, mark: holding(head) }), 'download', 'newer-on-hub'],
    [9, 'an old card without a mark', said({ content: past }), 'download', 'newer-on-hub'],
    [9, 'a copy set aside', said({ content: version(3, { state: 'side' }) }), 'download', 'newer-on-hub'],
    [10, 'blank on the hub', said({ head: version(2, { blank: true }) }), 'upload', 'blank-on-hub'],
    [11, 'made from the head', said({ mark: holding(head) }), 'upload', 'newer-on-device'],
    [
      12,
      'made from a later one that was deleted',
      said({ mark: holding(version(3, { state: 'deleted' })) }),
      'upload',
      'newer-on-device',
    ],
    [13, 'made from an older one', said({ mark: holding(past) }), 'conflict', 'changed-on-both'],
    [13, 'made from nobody knows what', said({}), 'conflict', 'changed-on-both'],
    [
      13,
      'the mark is in doubt',
      said({ mark: holding(head, { isDoubtful: true }) }),
      'conflict',
      'changed-on-both',
    ],
    [
      13,
      'made from an old deleted one',
      said({ mark: holding(version(1, { state: 'deleted' })) }),
      'conflict',
      'changed-on-both',
    ],
    [14, 'never had', unsaid(), 'download', 'offered-first'],
    [14, 'had an older one', unsaid({ mark: holding(past) }), 'download', 'offered-again'],
    [
      14,
      'had it, in doubt',
      unsaid({ mark: holding(head, { isDoubtful: true }) }),
      'download',
      'offered-again',
    ],
    [
      14,
      'holds one that was set aside',
      unsaid({ mark: holding(version(3, { state: 'side' })) }),
      'download',
      'offered-again',
    ],
    [15, 'had it', unsaid({ mark: holding(head) }), null, 'unchanged'],
    [15, 'deleted', unsaid({ head: null }), null, 'unchanged'],
    [15, 'untracked', unsaid({ isUntracked: true }), null, 'unchanged'],
  ])('%i: %s', (row, _what, got, action, reason) => {
    expect(got).toMatchObject({ row, action, reason })
  })
})

describe('naming the head', () => {
  test('is holding it', () => {
    expect(said({ content: head, mark: holding(past) }).holdsHead).toBe(true)
  })

  test('is mere repetition of who is known to hold another, where the client repeats what it read', () => {
    expect(said({ content: head, mark: holding(past), said: lastServer }).holdsHead).toBe(false)
    const unconfirmed = holding(past, { isConfirmed: false })
    expect(said({ content: head, mark: unconfirmed, said: lastServer }).holdsHead).toBe(true)
    expect(said({ content: head, said: lastServer }).holdsHead).toBe(true)
  })
})

const versions = fc
  .record({
    id: fc.integer({ min: 1, max: 4 }),
    blank: fc.boolean(),
    state: fc.constantFrom('live' as const, 'side' as const, 'held' as const, 'deleted' as const),
  })
  .map(({ id, ...rest }) => ({ id, sequence: id, ...rest }))
const moments = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())
const situations = fc.record({
  head: fc.option(versions.map((each) => ({ ...each, state: 'live' as const }))),
  marked: fc.option(versions),
  content: fc.option(versions),
  isDoubtful: fc.boolean(),
  isBlank: fc.boolean(),
  hasRefusedCopy: fc.boolean(),
  noted: moments,
})

describe('whatever the situation is', () => {
  const answerTo = (each: typeof situations extends fc.Arbitrary<infer Value> ? Value : never, at: string) =>
    said({
      head: each.head,
      mark:
        each.marked &&
        holding(each.marked, { isDoubtful: each.isDoubtful, claim: { at: each.noted, size: 1 } }),
      ...(each.content ? { content: each.content } : {}),
      about: { isBlank: each.isBlank },
      said: { claim: { at, size: 1 }, hasRefusedCopy: each.hasRefusedCopy },
    })

  test('another clock changes nothing where the client hashes what it holds', () => {
    fc.assert(
      fc.property(situations, moments, moments, (each, one, other) => {
        expect(answerTo(each, one)).toEqual(answerTo(each, other))
      }),
    )
  })

  test('progress that the line never had is never passed over or replaced, unless it is blank', () => {
    fc.assert(
      fc.property(situations, moments, (each, at) => {
        const answer = answerTo({ ...each, content: null, isBlank: false }, at)
        expect(['upload', 'conflict']).toContain(answer.action)
      }),
    )
  })

  test('only who saw the head goes over it without a person', () => {
    fc.assert(
      fc.property(situations, moments, (each, at) => {
        const answer = answerTo(each, at)
        if (answer.action !== 'upload' || !each.head || each.head.blank) return
        expect(each.marked).not.toBeNull()
        expect(each.isDoubtful).toBe(false)
        expect(each.marked?.sequence).toBeGreaterThanOrEqual(each.head.sequence)
      }),
    )
  })
})
