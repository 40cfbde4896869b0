import { describe, expect, test } from 'vitest'

import { contentOf, game, handheld, history, play, saveOf, savesHub, savesOf, someSave } from './saves-steps'
import {
  action,
  confirm,
  conflictsOf,
  decide,
  entry,
  keptContents,
  linesOf,
  md5,
  negotiated,
  operation,
  theConflict,
  twoThatPlayed,
} from './sync-steps'
import { ask } from './token-steps'

async function refused() {
  const hub = await savesHub()
  const two = await twoThatPlayed(hub)
  expect(await play(hub, two.deck, two.ofDeck)).toMatchObject({ status: 409 })
  return { hub, ...two }
}

describe('failure case 3: two devices play offline', () => {
  test.each([
    ['uploads at once', []],
    ['negotiates first', ['conflict']],
  ])('the second one %s: one conflict, both sides there, and it stays one', async (_name, answers) => {
    const hub = await savesHub()
    const { deck, ofPocket, ofDeck, head } = await twoThatPlayed(hub)
    for (const answer of answers) expect(await action(hub, deck, [entry(ofDeck)])).toBe(answer)
    expect(await play(hub, deck, ofDeck)).toMatchObject({
      status: 409,
      body: { detail: 'Slot has a newer save since your last sync' },
    })
    const first = await theConflict(hub)
    expect(first).toMatchObject({
      rom_id: game.id,
      key: 'autosave',
      device_id: deck.id,
      device_name: 'Deck',
      head_version_id: head.id,
      head: { content_hash: md5(ofPocket), size_bytes: 512, origin_device_name: 'Pocket' },
      held: { content_hash: md5(ofDeck), origin_device_name: 'Deck' },
      only_on_device: false,
      reason: 'unseen',
      closed_at: null,
      decision: null,
    })
    expect((await linesOf(hub))[0]?.open_conflicts).toBe(1)
    for (let round = 0; round < 2; round += 1) {
      expect(await play(hub, deck, ofDeck)).toMatchObject({ status: 409 })
      expect(await action(hub, deck, [entry(ofDeck)])).toBe('conflict')
    }
    expect(await theConflict(hub)).toEqual(first)
    expect(await keptContents(hub)).toEqual(expect.arrayContaining([md5(ofPocket), md5(ofDeck)]))
  })

  test('newer progress becomes the shown copy, and the earlier one is kept beside it', async () => {
    const { hub, deck, ofDeck } = await refused()
    const newer = someSave()
    expect(await action(hub, deck, [entry(newer)])).toBe('conflict')
    expect(await theConflict(hub)).toMatchObject({
      only_on_device: true,
      held: { content_hash: md5(ofDeck) },
    })
    expect(await play(hub, deck, newer)).toMatchObject({ status: 409 })
    expect(await theConflict(hub)).toMatchObject({
      only_on_device: false,
      held: { content_hash: md5(newer) },
    })
    expect((await history(hub)).map(({ state }) => state).sort()).toEqual(['head', 'held', 'past', 'side'])
    expect(await keptContents(hub)).toContain(md5(ofDeck))
  })

  test("keep the hub's: the device takes it, and nothing else is asked of it", async () => {
    const { hub, deck, ofPocket, ofDeck, head } = await refused()
    expect(await decide(hub, 'hub')).toMatchObject({ decision: 'hub', closed_by: 'person', decided_by: 1 })
    expect(await operation(hub, deck, [entry(ofDeck)])).toMatchObject({
      action: 'download',
      save_id: head.id,
    })
    await confirm(hub, deck, head.id)
    expect(await action(hub, deck, [entry(ofPocket)])).toBe('no_op')
    expect(await conflictsOf(hub)).toEqual([])
    expect(await keptContents(hub)).toContain(md5(ofDeck))
    saveOf(await play(hub, deck, someSave()))
  })

  test("keep the device's: it is the head, the device holds it, and the other takes it", async () => {
    const { hub, pocket, deck, ofPocket, ofDeck } = await refused()
    await decide(hub, 'device')
    const head = (await savesOf(hub, pocket.as)).at(-1)
    expect(head).toMatchObject({ content_hash: md5(ofDeck) })
    // Still told apart once it is closed: what was current then, and what the device had.
    expect(await conflictsOf(hub, 'closed')).toMatchObject([
      { head: { content_hash: md5(ofPocket) }, held: { content_hash: md5(ofDeck) } },
    ])
    expect(await action(hub, deck, [entry(ofDeck)])).toBe('no_op')
    expect(await operation(hub, pocket, [entry(ofPocket)])).toMatchObject({
      action: 'download',
      save_id: head?.id,
    })
    saveOf(await play(hub, deck, someSave()))
  })

  test('keep both: the other is in a slot of its own, and known to the old line', async () => {
    const { hub, deck, ofDeck, head } = await refused()
    await decide(hub, 'both')
    expect((await linesOf(hub)).map(({ key }) => key)).toEqual(['autosave', 'autosave Deck'])
    const [own] = await savesOf(hub, deck.as, `rom_id=${game.id}&slot=autosave%20Deck`)
    expect(await contentOf(hub, deck.as, own?.id ?? 0)).toEqual(ofDeck)
    // One client goes by the name alone, and of one name takes the last that is listed (clients.md 7.1).
    expect(own?.file_name).toMatch(/^autosave Deck \[[-_\d]+\]\.srm$/)
    const { operations } = await negotiated(hub, deck, [entry(ofDeck)])
    expect(operations).toMatchObject([
      { action: 'download', save_id: head.id, slot: 'autosave' },
      { action: 'download', save_id: own?.id, slot: 'autosave Deck' },
    ])
  })

  test('a decision holds only for what it was about: later progress is a conflict of its own', async () => {
    const { hub, deck } = await refused()
    await decide(hub, 'hub')
    const newer = someSave()
    expect(await action(hub, deck, [entry(newer)])).toBe('conflict')
    expect(await theConflict(hub)).toMatchObject({ held_version_id: null, only_on_device: true })
  })

  test('the same for all of a device', async () => {
    const { hub, deck, ofDeck } = await refused()
    const other = { slot: 'two' }
    const pocket = await handheld(hub, 'Third')
    saveOf(await play(hub, pocket, someSave(), other))
    expect(await play(hub, deck, ofDeck, other)).toMatchObject({ status: 409 })
    const open = await conflictsOf(hub)
    expect(open).toHaveLength(2)
    const decisions = open.map(({ id, head_version_id: head }) => ({ id, keep: 'device', head }))
    const answer = await ask(hub, 'window', 'POST', '/api/conflicts/decide', {
      json: { decisions: [...decisions, { id: 99, keep: 'hub', head: null }] },
    })
    expect(answer).toMatchObject({
      status: 200,
      body: [{ outcome: 'decided' }, { outcome: 'decided' }, { id: 99, outcome: 'unknown' }],
    })
    expect(await conflictsOf(hub)).toEqual([])
  })
})

describe('still only on the device', () => {
  async function claimed() {
    const hub = await savesHub()
    const two = await twoThatPlayed(hub)
    expect(await action(hub, two.deck, [entry(two.ofDeck)])).toBe('conflict')
    expect(await theConflict(hub)).toMatchObject({
      held_version_id: null,
      only_on_device: true,
      claimed: { content_hash: md5(two.ofDeck), at: '2026-03-01T11:00:00.000Z', size_bytes: 512 },
    })
    return { hub, ...two }
  }

  test("keep the hub's: the bytes come first, are kept beside the head, and then the device takes it", async () => {
    const { hub, deck, ofDeck, head } = await claimed()
    await decide(hub, 'hub')
    expect(await operation(hub, deck, [entry(ofDeck)])).toMatchObject({ action: 'upload' })
    const aside = saveOf(await play(hub, deck, ofDeck))
    expect(aside.content_hash).toBe(md5(ofDeck))
    expect((await history(hub)).map(({ state }) => state)).toEqual(['side', 'head', 'past'])
    expect(await operation(hub, deck, [entry(ofDeck)])).toMatchObject({
      action: 'download',
      save_id: head.id,
    })
    expect(await conflictsOf(hub)).toEqual([])
  })

  test("keep the device's: one upload may be the head, for exactly that content", async () => {
    const { hub, deck, ofDeck } = await claimed()
    await decide(hub, 'device')
    expect(await action(hub, deck, [entry(ofDeck)])).toBe('upload')
    expect(saveOf(await play(hub, deck, ofDeck)).content_hash).toBe(md5(ofDeck))
    expect((await savesOf(hub, deck.as)).at(-1)?.content_hash).toBe(md5(ofDeck))
    expect(await conflictsOf(hub)).toEqual([])
  })

  test("keep the device's: other bytes than it named have no permit", async () => {
    const { hub, deck } = await claimed()
    await decide(hub, 'device')
    expect(await play(hub, deck, someSave())).toMatchObject({ status: 409 })
  })

  test("keep the device's: the permit ends when the head moves", async () => {
    const { hub, pocket, deck, ofDeck } = await claimed()
    await decide(hub, 'device')
    saveOf(await play(hub, pocket, someSave()))
    expect(await action(hub, deck, [entry(ofDeck)])).toBe('conflict')
    expect(await play(hub, deck, ofDeck)).toMatchObject({ status: 409 })
    await theConflict(hub)
  })

  test('keep both: the bytes come first, and into a slot of their own', async () => {
    const { hub, deck, ofDeck, head } = await claimed()
    await decide(hub, 'both')
    expect(await action(hub, deck, [entry(ofDeck)])).toBe('upload')
    saveOf(await play(hub, deck, ofDeck))
    expect((await linesOf(hub)).map(({ key }) => key)).toEqual(['autosave', 'autosave Deck'])
    expect((await negotiated(hub, deck, [entry(ofDeck)])).operations[0]).toMatchObject({
      action: 'download',
      save_id: head.id,
    })
  })
})
