import { describe, expect, test } from 'vitest'
import { game, handheld, play, saveOf, savesHub, someSave } from './saves-steps'
import {
  action,
  argosy,
  confirm,
  entry,
  md5,
  negotiated,
  operation,
  sessionOf,
  twoThatPlayed,
} from './sync-steps'

/** What broken clocks make of a file's time. */
const clocks = [
  ['frozen at the beginning', '1970-01-01T00:00:00Z'],
  ['reset at boot', '2019-01-01T00:00:00+08:00'],
  ['a year ahead', '2027-03-01T12:00:00.123456Z'],
  ['in another zone', '2026-03-02T02:00:00+14:00'],
  ['without a zone', '2026-03-01T12:00:00'],
] as const

describe('failure cases 1 and 2, W-39: whatever the clock of a device says', () => {
  test.each(clocks)('%s: new progress is taken, and a held one is left', async (_name, updated_at) => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const [first, second] = [someSave(), someSave()]
    saveOf(await play(hub, pocket, first))
    expect(await action(hub, pocket, [entry(first, { updated_at })])).toBe('no_op')
    expect(await action(hub, pocket, [entry(second, { updated_at })])).toBe('upload')
    saveOf(await play(hub, pocket, second))
    expect(await action(hub, pocket, [entry(second, { updated_at })])).toBe('no_op')
  })

  test.each(clocks)('%s: what another device played since is not overwritten', async (_name, updated_at) => {
    const hub = await savesHub()
    const { deck, start, ofDeck, head } = await twoThatPlayed(hub)
    expect(await operation(hub, deck, [entry(start, { updated_at })])).toMatchObject({
      action: 'download',
      save_id: head.id,
    })
    expect(await action(hub, deck, [entry(ofDeck, { updated_at })])).toBe('conflict')
    expect(await play(hub, deck, ofDeck)).toMatchObject({ status: 409 })
  })

  test('the clock of this computer goes back: what comes later is still later', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const deck = await handheld(hub, 'Deck')
    const first = saveOf(await play(hub, pocket, someSave()))
    await confirm(hub, deck, first.id)
    await hub.clock.advance(-3 * 24 * 60 * 60_000)
    const second = saveOf(await play(hub, pocket, someSave()))
    expect(second.updated_at > first.updated_at).toBe(true)
    expect(await operation(hub, deck, [])).toMatchObject({ action: 'download', save_id: second.id })
  })

  test('that a clock is off is seen', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const { session_id } = await negotiated(hub, pocket, [entry(someSave(), { updated_at: clocks[2][1] })])
    expect(await sessionOf(hub, pocket, session_id)).toMatchObject({ status: 'IN_PROGRESS' })
  })
})

describe('no hash is named', () => {
  test('the claim is compared with what was noted beside the mark, and settles once the bytes were seen', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const bytes = someSave()
    saveOf(await play(hub, pocket, bytes))
    const said = entry(null)
    expect(await action(hub, pocket, [said])).toBe('upload')
    const again = saveOf(await play(hub, pocket, bytes))
    expect(await action(hub, pocket, [said])).toBe('no_op')
    expect(await action(hub, pocket, [entry(null, { file_size_bytes: 513 })])).toBe('upload')
    expect(await action(hub, pocket, [entry(null, { updated_at: '2026-03-01T11:00:01Z' })])).toBe('upload')
    expect(again.content_hash).toBe(md5(bytes))
  })
})

describe("a program that repeats the hub's last hash (Argosy)", () => {
  test('takes what another played, and conflicts when its own save changed meanwhile', async () => {
    const hub = await savesHub()
    const [odin, deck] = [await argosy(hub), await handheld(hub, 'Deck')]
    const [start, next] = [someSave(), someSave()]
    const first = saveOf(await play(hub, odin, start))
    expect(await action(hub, odin, [entry(start)])).toBe('no_op')
    await confirm(hub, deck, first.id)
    saveOf(await play(hub, deck, next))
    expect(await action(hub, odin, [entry(start)])).toBe('download')
    expect(await action(hub, odin, [entry(start, { updated_at: '2026-03-01T11:30:00Z' })])).toBe('conflict')
  })

  test('that never negotiated after its upload is not in conflict with itself', async () => {
    const hub = await savesHub()
    const [odin, deck] = [await argosy(hub), await handheld(hub, 'Deck')]
    const start = someSave()
    const first = saveOf(await play(hub, odin, start))
    await confirm(hub, deck, first.id)
    saveOf(await play(hub, deck, someSave()))
    expect(await action(hub, odin, [entry(start, { updated_at: first.updated_at })])).toBe('download')
  })

  test('naming the hash of a save it only read about does not make it the holder', async () => {
    const hub = await savesHub()
    const [odin, deck] = [await argosy(hub), await handheld(hub, 'Deck')]
    const next = someSave()
    const first = saveOf(await play(hub, odin, someSave()))
    await confirm(hub, odin, first.id)
    await confirm(hub, deck, first.id)
    saveOf(await play(hub, deck, next))
    expect(await action(hub, odin, [entry(next)])).toBe('no_op')
    expect(await play(hub, odin, someSave())).toMatchObject({ status: 409 })
  })
})

test('W-38: what was called identical, and what was called new, is accepted without overwrite', async () => {
  const hub = await savesHub()
  const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
  const bytes = someSave()
  saveOf(await play(hub, pocket, bytes))
  expect(await action(hub, deck, [entry(bytes)])).toBe('no_op')
  saveOf(await play(hub, deck, someSave()))
  const other = { rom_id: game.id, slot: 'two' }
  expect((await negotiated(hub, deck, [entry(someSave(), other)])).operations[0]?.action).toBe('upload')
  saveOf(await play(hub, deck, someSave(), other))
})
