import { describe, expect, test } from 'vitest'
import { ask } from './token-steps'
import {
  bearerClient,
  bytesOfVersion,
  contentOf,
  game,
  handheld,
  history,
  multipart,
  play,
  put,
  saveOf,
  savesHub,
  savesOf,
  send,
  slotlessClient,
  someSave,
  upload,
} from './saves-steps'

const blank = Buffer.alloc(512)

describe('data safety (wire.md 17)', () => {
  test('W-01: an identical upload within the second loses nothing', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const bytes = someSave()
    const first = saveOf(await play(hub, pocket, bytes))
    const again = saveOf(await play(hub, pocket, bytes))
    expect(again.id).toBe(first.id)
    expect(await contentOf(hub, pocket.as, first.id)).toEqual(bytes)
  })

  test('W-02: a roll-back on the device becomes the newest version', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const [old, newer] = [someSave(), someSave()]
    const first = saveOf(await play(hub, pocket, old))
    saveOf(await play(hub, pocket, newer))
    const back = saveOf(await play(hub, pocket, old))
    expect(back.id).toBeGreaterThan(first.id)
    expect((await savesOf(hub, pocket.as)).at(-1)?.id).toBe(back.id)
    expect(back.content_hash).toBe(first.content_hash)
  })

  test('an old card of another device gets the row it has, and the head stays', async () => {
    const hub = await savesHub()
    const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
    const [old, newer] = [someSave(), someSave()]
    const first = saveOf(await play(hub, pocket, old))
    const head = saveOf(await play(hub, pocket, newer))
    const shown = saveOf(await play(hub, deck, old))
    expect(shown).toMatchObject({
      id: first.id,
      device_syncs: [{ device_id: deck.id, is_current: true }, {}],
    })
    expect((await savesOf(hub, deck.as)).at(-1)?.id).toBe(head.id)
    expect(await history(hub)).toHaveLength(2)
    // It holds an earlier version, so its next progress is not a successor of the head.
    expect(await play(hub, deck, someSave())).toMatchObject({ status: 409 })
  })

  test('W-03: an upload that adds nothing still notes what the device holds', async () => {
    const hub = await savesHub()
    const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
    const bytes = someSave()
    saveOf(await play(hub, pocket, bytes))
    saveOf(await play(hub, deck, bytes))
    expect(await play(hub, deck, someSave())).toMatchObject({ status: 200 })
  })

  test('W-07: two contents within one second and a clock gone back are two versions, in order', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const saves = []
    for (let count = 0; count < 3; count += 1) saves.push(saveOf(await play(hub, pocket, someSave())))
    expect(saves.map(({ file_name }) => file_name)).toEqual([
      'Test Game (USA) [2026-03-01_12-00-00].srm',
      'Test Game (USA) [2026-03-01_12-00-00-2].srm',
      'Test Game (USA) [2026-03-01_12-00-00-3].srm',
    ])
    expect(saves.map(({ updated_at }) => updated_at)).toEqual([
      '2026-03-01T12:00:00.000Z',
      '2026-03-01T12:00:00.001Z',
      '2026-03-01T12:00:00.002Z',
    ])
    expect((await savesOf(hub, pocket.as)).map(({ id }) => id)).toEqual(saves.map(({ id }) => id))
  })

  test('W-08: PUT names the version it was made from; an older one is no proof', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const first = saveOf(await play(hub, pocket, someSave()))
    const second = saveOf(
      await put(hub, pocket.as, first.id, someSave(), { query: `?device_id=${pocket.id}` }),
    )
    expect(second.id).toBeGreaterThan(first.id)
    const stale = someSave()
    expect(await put(hub, pocket.as, first.id, stale)).toMatchObject({ status: 409 })
    expect((await history(hub)).map(({ state }) => state)).toEqual(['held', 'head', 'past'])
    expect(await bytesOfVersion(hub, (await history(hub))[0]?.id ?? 0)).toEqual(stale)
  })

  test('W-08: PUT without a file changes nothing and notes nothing', async () => {
    const hub = await savesHub()
    const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
    const { id } = saveOf(await play(hub, pocket, someSave()))
    const { type, body } = multipart([])
    const answer = await send(hub, deck.as, 'PUT', `/api/saves/${id}?device_id=${deck.id}`, {
      body,
      headers: { 'content-type': type },
    })
    expect(saveOf(answer).device_syncs[0]).toMatchObject({ device_id: deck.id, is_current: false })
    expect(await play(hub, deck, someSave())).toMatchObject({ status: 409 })
  })

  test('W-09: sharing does not look like a change', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const made = saveOf(await play(hub, pocket, someSave()))
    await hub.clock.advance(60_000)
    const shared = saveOf(
      await ask(hub, pocket.as, 'PUT', `/api/saves/${made.id}/visibility`, { json: { is_public: true } }),
    )
    expect(shared).toMatchObject({ is_public: true, updated_at: made.updated_at })
  })

  test('W-10: a slotless upload never touches a version of a slot', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const bytes = someSave()
    const slotted = saveOf(await play(hub, pocket, bytes))
    const slotless = saveOf(
      await upload(hub, pocket.as, { name: slotted.file_name, query: { device_id: pocket.id } }),
    )
    expect(slotless).toMatchObject({ slot: null, file_name: slotted.file_name })
    expect(await contentOf(hub, pocket.as, slotted.id)).toEqual(bytes)
  })

  test('W-11: a slotless upload of a device that never had the save is refused, and kept', async () => {
    const hub = await savesHub()
    const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
    saveOf(await upload(hub, pocket.as, { query: { device_id: pocket.id } }))
    expect(await upload(hub, deck.as, { query: { device_id: deck.id } })).toMatchObject({
      status: 409,
      body: { detail: 'Save has been updated since your last sync' },
    })
    expect((await history(hub)).map(({ state }) => state)).toEqual(['held', 'head'])
  })

  test('W-13: an empty slot is no slot, an empty device no device', async () => {
    const hub = await savesHub()
    const as = await bearerClient(hub)
    expect(saveOf(await upload(hub, as, { query: { slot: '', device_id: '', emulator: '' } }))).toMatchObject(
      {
        slot: null,
        emulator: null,
        origin_device_id: null,
        file_name: 'Test Game (USA).srm',
      },
    )
  })

  test('of a slotless line only the newest is listed', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const query = { device_id: pocket.id }
    saveOf(await upload(hub, pocket.as, { query }))
    const second = saveOf(await upload(hub, pocket.as, { query }))
    expect((await savesOf(hub, pocket.as)).map(({ id }) => id)).toEqual([second.id])
    expect(await history(hub)).toHaveLength(2)
  })
})

describe('blank saves', () => {
  test('never replace a real one, except on demand; a real one replaces a blank one', async () => {
    const hub = await savesHub()
    const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
    saveOf(await play(hub, pocket, blank))
    saveOf(await play(hub, deck, someSave()))
    expect(await play(hub, deck, Buffer.alloc(1_024, 0xff))).toMatchObject({ status: 409 })
    expect((await history(hub)).map(({ state }) => state)).toEqual(['held', 'head', 'past'])
    const wanted = saveOf(await play(hub, deck, Buffer.alloc(2_048), { overwrite: true }))
    expect((await savesOf(hub, deck.as)).at(-1)?.id).toBe(wanted.id)
  })
})

describe('callers without a device', () => {
  test('a bearer client becomes the head, and what it replaced is pinned', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    saveOf(await play(hub, pocket, someSave()))
    const as = await bearerClient(hub)
    const { id } = saveOf(await upload(hub, as, { query: { slot: 'autosave' } }))
    expect(await history(hub)).toMatchObject([
      { id, state: 'head', pinned: false },
      { state: 'past', pinned: true },
    ])
  })

  test('a slotless caller that does not name the head is refused, and kept', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    saveOf(await play(hub, pocket, someSave()))
    const decky = await slotlessClient(hub)
    const bytes = someSave()
    expect(await upload(hub, decky, { bytes })).toMatchObject({ status: 409 })
    const [held] = await history(hub)
    expect(held).toMatchObject({ state: 'held', wire_id: null })
    expect(await bytesOfVersion(hub, held?.id ?? 0)).toEqual(bytes)
  })
})

describe('refused copies', () => {
  test('the same bytes again add nothing; newer ones take their place, and all are kept', async () => {
    const hub = await savesHub()
    const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
    saveOf(await play(hub, pocket, someSave()))
    const [one, two] = [someSave(), someSave()]
    for (const bytes of [one, one, two, two]) {
      expect(await play(hub, deck, bytes)).toMatchObject({ status: 409 })
    }
    const versions = await history(hub)
    expect(versions.map(({ state }) => state)).toEqual(['held', 'side', 'head'])
    expect(await bytesOfVersion(hub, versions[0]?.id ?? 0)).toEqual(two)
    expect(await bytesOfVersion(hub, versions[1]?.id ?? 0)).toEqual(one)
    const lines = await ask(hub, 'window', 'GET', `/api/lines?rom_id=${game.id}`)
    expect(lines.body).toMatchObject([{ open_conflicts: 1, versions: 3 }])
    for (const { id } of versions.slice(0, 2)) {
      expect(await ask(hub, deck.as, 'GET', `/api/saves/${id}`)).toMatchObject({ status: 404 })
      expect(await ask(hub, deck.as, 'GET', `/api/saves/${id}/content`)).toMatchObject({ status: 404 })
    }
  })

  test('overwrite makes them the head', async () => {
    const hub = await savesHub()
    const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
    saveOf(await play(hub, pocket, someSave()))
    const bytes = someSave()
    expect(await play(hub, deck, bytes)).toMatchObject({ status: 409 })
    const { id } = saveOf(await play(hub, deck, bytes, { overwrite: true }))
    expect(await contentOf(hub, pocket.as, id)).toEqual(bytes)
  })
})
