import { describe, expect, test } from 'vitest'
import type { TestHub } from '../helpers/hub'
import { hour, hoursAgo, ingested, listed, player, sent, unbound } from './play-steps'
import { game, otherGame, savesHub } from './saves-steps'
import { ask, type Caller, member } from './token-steps'

async function props(hub: TestHub, as: Caller, id = game.id) {
  const answer = await ask(hub, as, 'GET', `/api/roms/${id}`)
  return (answer.body as { rom_user: { last_played: string; now_playing: boolean; status: string } | null })
    .rom_user
}

describe('taking in', () => {
  test('an entry is stored as the wire shows it, with the device of the token', async () => {
    const hub = await savesHub()
    const pocket = await player(hub)
    const entry = hoursAgo(hub, 2, { save_slot: 'autosave' })
    const answer = await ingested(hub, pocket.as, [entry])
    expect(answer).toEqual({
      results: [{ index: 0, status: 'created', id: expect.any(Number) as number, detail: null }],
      created_count: 1,
      skipped_count: 0,
    })
    const [session] = await listed(hub, pocket.as)
    expect(session).toMatchObject({
      id: answer.results[0]?.id,
      device_id: pocket.id,
      rom_id: game.id,
      sync_session_id: null,
      save_slot: 'autosave',
      start_time: entry.start_time,
      end_time: entry.end_time,
      duration_ms: hour,
    })
    expect(session?.id).toBeGreaterThan(1_000_000)
    const device = await ask(hub, pocket.as, 'GET', `/api/devices/${pocket.id}`)
    expect(device.body).toMatchObject({ last_seen: session?.created_at })
  })

  test('W-48: a time without a zone is UTC, mixed with one that has a zone', async () => {
    const hub = await savesHub()
    const pocket = await player(hub)
    const entry = hoursAgo(hub, 2)
    const bare = { ...entry, start_time: entry.start_time.replace('.000Z', '.123456') }
    expect(await ingested(hub, pocket.as, [bare])).toMatchObject({ created_count: 1 })
    expect(await listed(hub, pocket.as)).toMatchObject([
      { start_time: entry.start_time, end_time: entry.end_time },
    ])
  })

  test('W-49: an offset is converted, and the same moment in another zone is the same session', async () => {
    const hub = await savesHub()
    const pocket = await player(hub)
    const entry = hoursAgo(hub, 3)
    const shifted = (text: string) =>
      `${new Date(Date.parse(text) + 2 * hour).toISOString().slice(0, 19)}+02:00`
    const abroad = { ...entry, start_time: shifted(entry.start_time), end_time: shifted(entry.end_time) }
    expect(await ingested(hub, pocket.as, [abroad])).toMatchObject({ created_count: 1 })
    expect(await listed(hub, pocket.as)).toMatchObject([{ start_time: entry.start_time }])
    expect(await ingested(hub, pocket.as, [entry])).toMatchObject({ created_count: 0, skipped_count: 1 })
  })

  test('W-50: results are in the order sent, and a bad entry fails none of the others', async () => {
    const hub = await savesHub()
    const pocket = await player(hub)
    const entry = hoursAgo(hub, 5)
    const ahead = hoursAgo(hub, -1)
    const { results, created_count, skipped_count } = await ingested(hub, pocket.as, [
      entry,
      { ...hoursAgo(hub, 4), start_time: 'yesterday' },
      entry,
      'nonsense',
      ahead,
      { ...hoursAgo(hub, 3), end_time: hoursAgo(hub, 3).start_time },
      hoursAgo(hub, 2),
    ])
    expect(results.map(({ index, status }) => [index, status])).toEqual([
      [0, 'created'],
      [1, 'error'],
      [2, 'duplicate'],
      [3, 'error'],
      [4, 'error'],
      [5, 'error'],
      [6, 'created'],
    ])
    expect(results[1]?.detail).toMatch(/^start_time: /)
    expect(results[4]?.detail).toBe('end_time is too far in the future')
    expect(results[5]?.detail).toBe('end_time must be after start_time')
    expect({ created_count, skipped_count }).toEqual({ created_count: 2, skipped_count: 5 })
  })

  test('W-51: sent again it is a duplicate, also without a device or a game', async () => {
    const hub = await savesHub()
    const as = await unbound(hub)
    const nowhere = hoursAgo(hub, 2, { rom_id: null })
    expect(await ingested(hub, as, [nowhere, nowhere])).toMatchObject({ created_count: 1 })
    expect(await ingested(hub, as, [nowhere])).toMatchObject({ created_count: 0 })
    // Two games that are not known here are still two games.
    const unknown = [hoursAgo(hub, 2, { rom_id: 11 }), hoursAgo(hub, 2, { rom_id: 12 })]
    expect(await ingested(hub, as, unknown)).toMatchObject({ created_count: 2 })
    expect(await ingested(hub, as, unknown, { device_id: 'nobody' })).toMatchObject({ created_count: 0 })
    expect((await listed(hub, as)).map(({ rom_id, device_id }) => [rom_id, device_id])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ])
  })

  test('W-51: two at once store each entry once', async () => {
    const hub = await savesHub()
    const pocket = await player(hub)
    const batch = [hoursAgo(hub, 2), hoursAgo(hub, 4)]
    const answers = await Promise.all(Array.from({ length: 5 }, () => ingested(hub, pocket.as, batch)))
    expect(answers.reduce((sum, { created_count }) => sum + created_count, 0)).toBe(2)
    expect(await listed(hub, pocket.as)).toHaveLength(2)
  })

  test('W-53: nobody plays longer than it took; pauses are fine', async () => {
    const hub = await savesHub()
    const pocket = await player(hub)
    const { results } = await ingested(hub, pocket.as, [
      hoursAgo(hub, 2, { duration_ms: hour + 1_001 }),
      hoursAgo(hub, 4, { duration_ms: 1 }),
      hoursAgo(hub, 6, { duration_ms: -1 }),
      hoursAgo(hub, 8, { duration_ms: Number.MAX_VALUE }),
    ])
    expect(results.map(({ status }) => status)).toEqual(['error', 'created', 'error', 'error'])
  })

  test('none, and more than a hundred, are refused', async () => {
    const hub = await savesHub()
    const pocket = await player(hub)
    const many = Array.from({ length: 101 }, (_, index) => hoursAgo(hub, index + 2))
    expect(await sent(hub, pocket.as, [])).toMatchObject({
      status: 400,
      body: { detail: 'Payload must contain at least one session' },
    })
    expect(await sent(hub, pocket.as, many)).toMatchObject({
      status: 400,
      body: { detail: 'Batch size exceeds maximum of 100' },
    })
    expect(await ingested(hub, pocket.as, many.slice(1))).toMatchObject({ created_count: 100 })
  })

  test("W-17: a bound token speaks for no other device; somebody else's is no device", async () => {
    const hub = await savesHub()
    const [pocket, deck] = [await player(hub, 'Pocket'), await player(hub, 'Deck')]
    expect(await sent(hub, pocket.as, [hoursAgo(hub, 2)], { device_id: deck.id })).toMatchObject({
      status: 403,
    })
    await ingested(hub, pocket.as, [hoursAgo(hub, 2)], { device_id: 'of another server' })
    expect(await listed(hub, pocket.as)).toMatchObject([{ device_id: pocket.id }])
    const robin = await member(hub)
    await ingested(hub, robin.as, [hoursAgo(hub, 2)], { device_id: pocket.id })
    expect(await listed(hub, robin.as)).toMatchObject([{ device_id: null }])
  })
})

describe('what it says of the game', () => {
  test('the latest end is when it was last played, and the game is being played', async () => {
    const hub = await savesHub()
    const pocket = await player(hub)
    const [early, late] = [hoursAgo(hub, 9), hoursAgo(hub, 3)]
    await ingested(hub, pocket.as, [late, early])
    expect(await props(hub, 'window')).toMatchObject({
      last_played: late.end_time,
      now_playing: true,
      status: 'incomplete',
    })
    expect(await props(hub, 'window', otherGame.id)).toBeNull()
  })

  test('older play changes nothing, and a game that was completed stays so', async () => {
    const hub = await savesHub()
    const pocket = await player(hub)
    const set = (json: object) => ask(hub, 'window', 'PUT', `/api/roms/${game.id}/props`, { json })
    await ingested(hub, pocket.as, [hoursAgo(hub, 3)])
    await set({ now_playing: false, status: 'finished' })
    await ingested(hub, pocket.as, [hoursAgo(hub, 30)])
    expect(await props(hub, 'window')).toMatchObject({ now_playing: false, status: 'finished' })
    await ingested(hub, pocket.as, [hoursAgo(hub, 2)])
    expect(await props(hub, 'window')).toMatchObject({ now_playing: true, status: 'incomplete' })
    await set({ status: 'completed_100' })
    await ingested(hub, pocket.as, [hoursAgo(hub, 1)])
    expect(await props(hub, 'window')).toMatchObject({ status: 'completed_100' })
  })
})

describe('the list', () => {
  test('is newest first, by pages, of one game or device', async () => {
    const hub = await savesHub()
    const [pocket, deck] = [await player(hub, 'Pocket'), await player(hub, 'Deck')]
    await ingested(hub, pocket.as, [hoursAgo(hub, 8), hoursAgo(hub, 4)])
    await ingested(hub, deck.as, [hoursAgo(hub, 6, { rom_id: otherGame.id })])
    const starts = async (as: Caller, query = '') =>
      (await listed(hub, as, query)).map(({ start_time }) =>
        Math.round((hub.clock.now() - Date.parse(start_time)) / hour),
      )
    expect(await starts('window')).toEqual([4, 6, 8])
    expect(await starts('window', '?limit=1&offset=1')).toEqual([6])
    expect(await starts('window', `?rom_id=${game.id}`)).toEqual([4, 8])
    expect(await starts('window', `?device_id=${deck.id}`)).toEqual([6])
    // A bound token sees what its device played, and that of another one when it asks for it.
    expect(await starts(pocket.as)).toEqual([4, 8])
    expect(await starts(pocket.as, `?device_id=${deck.id}`)).toEqual([6])
    expect(await starts((await member(hub)).as)).toEqual([])
    for (const query of ['?limit=0', '?limit=-1', '?offset=-1', '?start_after=soon']) {
      expect(await ask(hub, 'window', 'GET', `/api/play-sessions${query}`)).toMatchObject({ status: 422 })
    }
  })

  test('W-52: end_before is about the end, and the limit counts with times too', async () => {
    const hub = await savesHub()
    const pocket = await player(hub)
    const entries = [hoursAgo(hub, 8), hoursAgo(hub, 6), hoursAgo(hub, 4)]
    await ingested(hub, pocket.as, entries)
    const between = `?start_after=${entries[0]?.start_time}&end_before=${entries[1]?.end_time}`
    expect(await listed(hub, pocket.as, between)).toMatchObject([
      { start_time: entries[1]?.start_time },
      { start_time: entries[0]?.start_time },
    ])
    // It began before that moment, and had not ended.
    const middle = new Date(Date.parse(entries[1]?.start_time ?? '') + hour / 2).toISOString().slice(0, 19)
    expect(await listed(hub, pocket.as, `?end_before=${middle}`)).toMatchObject([
      { start_time: entries[0]?.start_time },
    ])
    expect(await listed(hub, pocket.as, `${between}&limit=1`)).toHaveLength(1)
  })
})

test('a session that was taken out stays out when it is sent again, until it is brought back', async () => {
  const hub = await savesHub()
  const pocket = await player(hub)
  const entry = hoursAgo(hub, 2)
  const { results } = await ingested(hub, pocket.as, [entry])
  const path = `/api/play-sessions/${results[0]?.id}`
  const robin = await member(hub)
  expect(await ask(hub, robin.as, 'DELETE', path)).toMatchObject({
    status: 404,
    body: { detail: `Play session ${results[0]?.id} not found` },
  })
  expect(await ask(hub, pocket.as, 'DELETE', path)).toMatchObject({ status: 204, text: '' })
  expect(await ask(hub, pocket.as, 'DELETE', path)).toMatchObject({ status: 404 })
  expect(await listed(hub, pocket.as)).toEqual([])
  expect(await ingested(hub, pocket.as, [entry])).toMatchObject({ created_count: 0 })
  expect(await listed(hub, pocket.as)).toEqual([])
  expect(await ask(hub, robin.as, 'POST', `${path}/restore`)).toMatchObject({ status: 404 })
  expect(await ask(hub, pocket.as, 'POST', `${path}/restore`)).toMatchObject({ status: 200 })
  expect(await listed(hub, pocket.as)).toHaveLength(1)
})
