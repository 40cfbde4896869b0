import { describe, expect, test } from 'vitest'
import type { TestHub } from '../helpers/hub'
import {
  bytesOfVersion,
  contentOf,
  game,
  handheld,
  history,
  otherGame,
  play,
  saveOf,
  savesHub,
  savesOf,
  someSave,
  upload,
} from './saves-steps'
import { lineOf, linesOf, merged, renamed, unbin } from './lines-steps'
import { stateOf, uploadState } from './states-steps'
import { ask, member } from './token-steps'

async function pocketHub() {
  const hub = await savesHub()
  return { hub, pocket: await handheld(hub) }
}

/** What a version of any line of the first game has, by its bytes. */
async function states(hub: TestHub, bytes: Buffer): Promise<string[]> {
  const found: string[] = []
  for (const version of await history(hub)) {
    if (bytes.equals(await bytesOfVersion(hub, version.id))) found.push(version.state)
  }
  return found
}

describe('a new name', () => {
  test('is that of the slot from then on, with its history and ids; the old one undoes it', async () => {
    const { hub, pocket } = await pocketHub()
    const first = saveOf(await play(hub, pocket, someSave(), { slot: 'default' }))
    const second = saveOf(await play(hub, pocket, someSave(), { slot: 'default' }))
    const line = await lineOf(hub, 'default')
    expect(await renamed(hub, line.id, 'Hard mode')).toMatchObject({
      status: 200,
      body: { ...line, key: 'Hard mode' },
    })
    const listed = await savesOf(hub, pocket.as, `rom_id=${game.id}&slot=Hard%20mode`)
    expect(listed.map(({ id, updated_at }) => [id, updated_at])).toEqual([
      [first.id, first.updated_at],
      [second.id, second.updated_at],
    ])
    expect(await renamed(hub, line.id, 'default')).toMatchObject({ status: 200, body: line })
  })

  test('of a slotless file is the name clients find it by', async () => {
    const { hub, pocket } = await pocketHub()
    const bytes = someSave()
    saveOf(await upload(hub, pocket.as, { bytes, name: 'Old.srm', query: { device_id: pocket.id } }))
    const line = await lineOf(hub, 'Old.srm')
    expect(await renamed(hub, line.id, 'New.srm')).toMatchObject({ status: 200, body: { key: 'New.srm' } })
    const [listed] = await savesOf(hub, pocket.as)
    expect(listed).toMatchObject({ file_name: 'New.srm', slot: null })
    expect(await contentOf(hub, pocket.as, listed?.id ?? 0)).toEqual(bytes)
    // An earlier content that comes back comes back under the new name.
    const old = (await history(hub)).at(-1)
    const back = await ask(hub, 'window', 'POST', `/api/versions/${old?.id}/restore`, {
      json: { head: listed?.id },
    })
    expect(back).toMatchObject({ status: 200, body: { file_name: 'New.srm' } })
  })

  test('that another one has is refused in plain words, also when that one was deleted', async () => {
    const { hub, pocket } = await pocketHub()
    saveOf(await play(hub, pocket, someSave(), { slot: 'one' }))
    const other = saveOf(await play(hub, pocket, someSave(), { slot: 'two' }))
    const line = await lineOf(hub, 'one')
    const answer = await renamed(hub, line.id, 'two')
    expect(answer).toMatchObject({ status: 409 })
    expect(answer.text).toContain('already has')
    await ask(hub, pocket.as, 'POST', '/api/saves/delete', { json: { saves: [other.id] } })
    expect(await renamed(hub, line.id, 'two')).toMatchObject({ status: 409 })
    expect((await lineOf(hub, 'one')).id).toBe(line.id)
  })

  test.each([
    ['', 422],
    ['a\u0000b', 422],
    ['a\nb', 422],
    ['x'.repeat(256), 422],
    [7, 422],
  ])('%j is none for a slot', async (key, status) => {
    const { hub, pocket } = await pocketHub()
    saveOf(await play(hub, pocket, someSave()))
    expect(await renamed(hub, (await lineOf(hub, 'autosave')).id, key)).toMatchObject({ status })
  })

  test.each(['../x.srm', 'a\\b.srm', '..'])('%j is none for a file', async (key) => {
    const { hub, pocket } = await pocketHub()
    saveOf(await upload(hub, pocket.as, { name: 'Old.srm' }))
    expect(await renamed(hub, (await lineOf(hub, 'Old.srm')).id, key)).toMatchObject({ status: 400 })
  })

  test("is not for a state, and not for somebody else's line", async () => {
    const { hub, pocket } = await pocketHub()
    stateOf(await uploadState(hub, pocket.as, { name: 'Game.state' }))
    const { id } = await lineOf(hub, 'Game.state')
    expect(await renamed(hub, id, 'other')).toMatchObject({ status: 400 })
    const robin = await member(hub)
    expect(await ask(hub, robin.as, 'POST', `/api/lines/${id}/rename`, { json: { key: 'x' } })).toMatchObject(
      { status: 404, body: { detail: `Line with ID ${id} not found` } },
    )
  })
})

describe('a merge', () => {
  async function twoSlots() {
    const { hub, pocket } = await pocketHub()
    const deck = await handheld(hub, 'Deck')
    const [early, late, standing] = [someSave(), someSave(), someSave()]
    saveOf(await play(hub, pocket, early, { slot: 'default' }))
    const head = saveOf(await play(hub, pocket, late, { slot: 'default' }))
    const kept = saveOf(await play(hub, deck, standing, { slot: 'autosave' }))
    const [from, into] = [await lineOf(hub, 'default'), await lineOf(hub, 'autosave')]
    return { hub, pocket, deck, early, late, standing, head, kept, from, into }
  }

  test('leaves the head of the slot that stays, and keeps everything of both', async () => {
    const { hub, pocket, early, late, standing, kept, from, into } = await twoSlots()
    expect(await merged(hub, from.id, into.id)).toMatchObject({
      status: 200,
      body: { id: into.id, key: 'autosave', head_version_id: kept.id, versions: 3 },
    })
    expect((await savesOf(hub, pocket.as)).map(({ id }) => id)).toEqual([kept.id])
    expect(await contentOf(hub, pocket.as, kept.id)).toEqual(standing)
    expect((await lineOf(hub, 'default')).head_version_id).toBeNull()
    expect((await states(hub, early)).sort()).toEqual(['deleted', 'side'])
    expect((await states(hub, late)).sort()).toEqual(['deleted', 'side'])
    // What came is a version of the slot like any other: it can be made the head.
    const came = (await history(hub)).find(({ line_id, state }) => line_id === into.id && state === 'side')
    expect(
      await ask(hub, 'window', 'POST', `/api/versions/${came?.id}/restore`, { json: { head: kept.id } }),
    ).toMatchObject({ status: 200, body: { state: 'head' } })
  })

  test('is undone by taking the emptied slot out of the bin', async () => {
    const { hub, pocket, late, head, kept, from, into } = await twoSlots()
    const before = (await history(hub)).filter(({ line_id }) => line_id === from.id)
    await merged(hub, from.id, into.id)
    expect(
      await unbin(
        hub,
        before.map(({ id }) => id),
      ),
    ).toMatchObject({ status: 200 })
    expect((await history(hub)).filter(({ line_id }) => line_id === from.id)).toEqual(before)
    const back = before.map(({ id }) => id).reverse()
    expect((await savesOf(hub, pocket.as)).map(({ id }) => id)).toEqual([...back, kept.id])
    expect(await contentOf(hub, pocket.as, head.id)).toEqual(late)
  })

  test('with a slot that is empty, or blank, makes the head that comes the head', async () => {
    const { hub, pocket, deck, late, kept, from, into } = await twoSlots()
    await ask(hub, deck.as, 'POST', '/api/saves/delete', { json: { saves: [kept.id] } })
    const answer = await merged(hub, from.id, into.id)
    expect(answer).toMatchObject({ status: 200, body: { id: into.id } })
    const [listed] = await savesOf(hub, pocket.as)
    expect(listed).toMatchObject({ slot: 'autosave', origin_device_id: pocket.id })
    expect(listed?.file_name).toMatch(/^Test Game \(USA\) \[.+\]\.srm$/)
    expect(await contentOf(hub, pocket.as, listed?.id ?? 0)).toEqual(late)
    saveOf(await play(hub, deck, Buffer.alloc(512), { slot: 'blank', overwrite: true }))
    await merged(hub, into.id, (await lineOf(hub, 'blank')).id)
    expect(await contentOf(hub, pocket.as, (await savesOf(hub, pocket.as)).at(-1)?.id ?? 0)).toEqual(late)
  })

  test('a device that held the head of the merged slot loses and clobbers nothing', async () => {
    const { hub, pocket, late, standing, kept, from, into } = await twoSlots()
    await merged(hub, from.id, into.id)
    // It goes on in its own slot: that comes to life again.
    const next = someSave()
    const again = saveOf(await play(hub, pocket, next, { slot: 'default' }))
    expect((await savesOf(hub, pocket.as)).map(({ id }) => id)).toEqual([kept.id, again.id])
    // What it held is known in the slot that stays; what is new there is held back, not lost.
    expect(saveOf(await play(hub, pocket, late, { slot: 'autosave' })).content_hash).not.toBe(
      kept.content_hash,
    )
    const newer = someSave()
    expect(await play(hub, pocket, newer, { slot: 'autosave' })).toMatchObject({ status: 409 })
    expect(await states(hub, newer)).toEqual(['held'])
    expect(await contentOf(hub, pocket.as, kept.id)).toEqual(standing)
  })

  test('a device that holds the head that stays is known to', async () => {
    const { hub, pocket } = await pocketHub()
    const deck = await handheld(hub, 'Deck')
    const bytes = someSave()
    saveOf(await play(hub, pocket, bytes, { slot: 'default' }))
    saveOf(await play(hub, deck, bytes, { slot: 'autosave' }))
    const [from, into] = [await lineOf(hub, 'default'), await lineOf(hub, 'autosave')]
    await merged(hub, from.id, into.id)
    expect((await history(hub)).filter(({ line_id }) => line_id === into.id)).toHaveLength(1)
    // So what it plays next is made from the head.
    saveOf(await play(hub, pocket, someSave(), { slot: 'autosave' }))
  })

  test('takes pins, notes and pictures along', async () => {
    const { hub, head, from, into } = await twoSlots()
    await ask(hub, 'window', 'PUT', `/api/versions/${head.id}`, {
      json: { pinned: true, note: 'Before the boss' },
    })
    await merged(hub, from.id, into.id)
    const came = (await history(hub)).filter(({ line_id, state }) => line_id === into.id && state === 'side')
    expect(came.map(({ pinned, note, parent_id }) => [pinned, note, parent_id === head.id])).toContainEqual([
      true,
      'Before the boss',
      true,
    ])
  })

  test('a slotless file goes into a slot under the name a slot gives', async () => {
    const { hub, pocket } = await pocketHub()
    const bytes = someSave()
    saveOf(await upload(hub, pocket.as, { bytes, name: 'Odd.srm', query: { device_id: pocket.id } }))
    saveOf(await play(hub, pocket, someSave()))
    await merged(hub, (await lineOf(hub, 'Odd.srm')).id, (await lineOf(hub, 'autosave')).id)
    expect((await states(hub, bytes)).sort()).toEqual(['deleted', 'side'])
    expect(await savesOf(hub, pocket.as)).toMatchObject([{ slot: 'autosave' }])
  })

  test('that cannot be is refused in plain words, and changes nothing', async () => {
    const { hub, pocket, from, into } = await twoSlots()
    const elsewhere = saveOf(await play(hub, pocket, someSave(), { rom_id: otherGame.id }))
    const [foreign] = await linesOf(hub, otherGame.id)
    stateOf(await uploadState(hub, pocket.as, { name: 'Game.state' }))
    const state = await lineOf(hub, 'Game.state')
    const before = await history(hub)
    expect(await merged(hub, from.id, from.id)).toMatchObject({ status: 400 })
    expect(await merged(hub, from.id, foreign?.id ?? 0)).toMatchObject({ status: 400 })
    expect(await merged(hub, from.id, state.id)).toMatchObject({ status: 400 })
    expect(await merged(hub, from.id, 999_999)).toMatchObject({ status: 404 })
    const robin = await member(hub)
    expect(
      await ask(hub, robin.as, 'POST', `/api/lines/${from.id}/merge`, { json: { into: into.id } }),
    ).toMatchObject({ status: 404 })
    // Something is held back there: first that is decided.
    expect(await play(hub, await handheld(hub, 'Third'), someSave(), { slot: 'default' })).toMatchObject({
      status: 409,
    })
    const undecided = await merged(hub, from.id, into.id)
    expect(undecided).toMatchObject({ status: 409 })
    expect(undecided.text).toContain('nobody has decided')
    await ask(hub, pocket.as, 'POST', '/api/saves/delete', { json: { saves: [elsewhere.id] } })
    expect(await merged(hub, foreign?.id ?? 0, foreign?.id ?? 0)).toMatchObject({ status: 400 })
    expect((await history(hub)).filter(({ state: now }) => now !== 'held')).toEqual(before)
  })
})
