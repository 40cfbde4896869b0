import { describe, expect, test } from 'vitest'
import { addPersonWithDevice } from './sync-people'
import { contentOf, game, handheld, play, saveOf, savesHub, send, someSave, upload } from './saves-steps'
import { argosy, complete, entry, md5, negotiated, negotiating, sessionOf } from './sync-steps'
import { ask, behindProxy, made } from './token-steps'

const day = 24 * 60 * 60_000

describe('negotiate (wire.md 7.2)', () => {
  test('answers with the objects clients read', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const fresh = await negotiated(hub, pocket, [entry(someSave())])
    expect(fresh).toMatchObject({
      session_id: expect.any(Number) as number,
      total_upload: 1,
      total_download: 0,
      total_conflict: 0,
      total_no_op: 0,
      operations: [
        {
          action: 'upload',
          rom_id: game.id,
          save_id: null,
          file_name: 'Test Game (USA).srm',
          slot: 'autosave',
          emulator: 'mGBA',
          reason: 'Save exists on client but not on server',
          server_updated_at: null,
          server_content_hash: null,
        },
      ],
    })
    const bytes = someSave()
    const save = saveOf(await play(hub, pocket, bytes))
    const deck = await handheld(hub, 'Deck')
    expect((await negotiated(hub, deck, [])).operations).toEqual([
      {
        action: 'download',
        rom_id: game.id,
        save_id: save.id,
        file_name: save.file_name,
        slot: 'autosave',
        emulator: null,
        reason: 'Save exists on server but not on client',
        server_updated_at: save.updated_at,
        server_content_hash: md5(bytes),
      },
    ])
  })

  test('needs a device, its own, that is not paused', async () => {
    const hub = await savesHub()
    const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
    const bound = await ask(hub, pocket.as, 'POST', '/api/sync/negotiate', { json: { saves: [] } })
    expect(bound).toMatchObject({ status: 200 })
    // W-17: the body does not make a bound token another device's.
    expect(await negotiating(hub, { as: pocket.as, id: deck.id }, [])).toMatchObject({ status: 403 })
    const { raw_token: secret } = await made(hub, { scopes: ['assets.read', 'devices.read'] })
    const unbound = `Bearer ${secret}` as const
    expect(await ask(hub, unbound, 'POST', '/api/sync/negotiate', { json: { saves: [] } })).toMatchObject({
      status: 400,
      body: {
        detail:
          'device_id is required (either in the request payload or implicit via a device-bound client token)',
      },
    })
    expect(await negotiating(hub, { as: unbound, id: 'nobody' }, [])).toMatchObject({
      status: 404,
      body: { detail: 'Device with ID nobody not found' },
    })
    const other = await addPersonWithDevice(hub)
    expect(await negotiating(hub, { as: unbound, id: other }, [])).toMatchObject({ status: 404 })
    await ask(hub, pocket.as, 'PUT', `/api/devices/${pocket.id}`, { json: { sync_enabled: false } })
    expect(await negotiating(hub, pocket, [])).toMatchObject({
      status: 400,
      body: { detail: 'Sync is disabled for this device' },
    })
  })

  test('W-45: nonsense, repetitions and unknown games are answered one by one', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const bytes = someSave()
    saveOf(await play(hub, pocket, bytes))
    const said = [
      entry(bytes, { updated_at: 'yesterday', file_size_bytes: -7.5 }),
      entry(bytes),
      entry(bytes, { rom_id: 404 }),
      entry(bytes, { slot: 'a\nslot' }),
      entry(bytes, { slot: null, file_name: '..' }),
      entry(bytes, { slot: 'two', updated_at: null, file_size_bytes: 1e308, content_hash: 'no hash' }),
      entry(bytes, { slot: 'three', updated_at: '+275760-09-13T00:00:00Z', content_hash: null }),
      entry(bytes, { slot: 'four', updated_at: '0001-01-01T00:00:00Z' }),
      entry(bytes, { slot: '', file_name: `\ud800.srm` }),
    ]
    const { operations } = await negotiated(hub, pocket, said)
    expect(operations.map(({ action, reason }) => `${action}: ${reason}`)).toEqual([
      'no_op: Content is identical',
      'no_op: This save is named more than once',
      'no_op: This game is not in the library',
      'no_op: This entry names no save that could be kept',
      'no_op: This entry names no save that could be kept',
      'upload: Save exists on client but not on server',
      'upload: Save exists on client but not on server',
      'upload: Save exists on client but not on server',
      'no_op: This entry names no save that could be kept',
    ])
  })

  test('one line named with two contents: each is judged, and nothing is concluded of what is held', async () => {
    const hub = await savesHub()
    const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
    const bytes = someSave()
    saveOf(await play(hub, pocket, bytes))
    const { operations } = await negotiated(hub, deck, [entry(bytes), entry(someSave())])
    expect(operations.map(({ action }) => action)).toEqual(['no_op', 'conflict'])
    expect(await play(hub, deck, someSave())).toMatchObject({ status: 409 })
  })

  test('W-37: more than 20,000 saves are refused, and nothing below', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ rom_id: index, file_name: 'x', slot: 's' }))
    expect(await negotiating(hub, pocket, many(20_001))).toMatchObject({ status: 422 })
    expect((await negotiated(hub, pocket, many(20_000))).operations).toHaveLength(20_000)
  })

  test('a slotless file is offered only to who had it: another program would take it for its autosave', async () => {
    const hub = await savesHub()
    const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
    const clock = { slot: null, file_name: 'Test Game (USA).rtc' }
    const first = saveOf(await upload(hub, pocket.as, { name: 'Test Game (USA).rtc' }))
    expect((await negotiated(hub, deck, [])).operations).toEqual([])
    expect((await negotiated(hub, deck, [entry(first.content_hash, clock)])).operations).toMatchObject([
      { action: 'no_op', slot: null },
    ])
    saveOf(await upload(hub, pocket.as, { name: 'Test Game (USA).rtc' }))
    expect((await negotiated(hub, deck, [])).operations).toMatchObject([{ action: 'download', slot: null }])
  })
})

describe('sessions (wire.md 7.4)', () => {
  test('count, are listed newest first, and are completed once however often that is said (W-42)', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const { session_id: first } = await negotiated(hub, pocket, [entry(someSave())])
    expect(await sessionOf(hub, pocket, first)).toMatchObject({
      id: first,
      device_id: pocket.id,
      status: 'IN_PROGRESS',
      initiated_at: '2026-03-01T12:00:00.000Z',
      completed_at: null,
      operations_planned: 1,
      operations_completed: 0,
      error_message: null,
    })
    const done = await complete(hub, pocket, first, { operations_completed: 1, operations_failed: 2 })
    expect(done).toMatchObject({
      status: 200,
      body: {
        session: { id: first, status: 'COMPLETED', operations_completed: 1, operations_failed: 2 },
        play_session_ingest: null,
      },
    })
    expect((await complete(hub, pocket, first, { operations_completed: 9 })).body).toEqual(done.body)
    expect((await complete(hub, pocket, first)).body).toEqual(done.body)
    const { session_id: second } = await negotiated(hub, pocket, [])
    expect(second).toBeGreaterThan(first)
    const list = await ask(hub, pocket.as, 'GET', `/api/sync/sessions?device_id=${pocket.id}&limit=1`)
    expect(list.body).toMatchObject([{ id: second }])
  })

  test.each([
    [{ operations_completed: -1 }],
    [{ operations_failed: 1.5 }],
    [{ operations_completed: '3' }],
    [{ operations_completed: 2_000_000 }],
    [{ play_sessions: 7 }],
  ])('W-42: %j is refused', async (said) => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const { session_id: id } = await negotiated(hub, pocket, [])
    expect(await complete(hub, pocket, id, said)).toMatchObject({ status: 422 })
    expect(await sessionOf(hub, pocket, id)).toMatchObject({ status: 'IN_PROGRESS' })
  })

  test('W-46: a limit below one is refused in words', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    expect(await ask(hub, pocket.as, 'GET', '/api/sync/sessions?limit=-1')).toMatchObject({ status: 422 })
  })

  test('W-40: a new negotiation takes over; what was cancelled stays so', async () => {
    const hub = await savesHub()
    const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
    const { session_id: first } = await negotiated(hub, pocket, [])
    const { session_id: other } = await negotiated(hub, deck, [])
    await negotiated(hub, pocket, [])
    expect(await complete(hub, pocket, first)).toMatchObject({
      status: 400,
      body: { detail: 'Session is already CANCELLED' },
    })
    expect(await sessionOf(hub, pocket, first)).toMatchObject({ status: 'CANCELLED' })
    expect(await sessionOf(hub, deck, other)).toMatchObject({ status: 'IN_PROGRESS' })
  })

  test('W-40: two negotiations at once leave one active session', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    await Promise.all(Array.from({ length: 8 }, () => negotiated(hub, pocket, [entry(someSave())])))
    const list = await ask(hub, pocket.as, 'GET', '/api/sync/sessions')
    const statuses = (list.body as { status: string }[]).map(({ status }) => status)
    expect(statuses.filter((status) => status === 'IN_PROGRESS')).toHaveLength(1)
    expect(statuses.filter((status) => status === 'CANCELLED')).toHaveLength(7)
  })

  test('W-41: a session that nobody ends is over in the end', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const { session_id: id } = await negotiated(hub, pocket, [])
    await hub.clock.advance(day)
    expect(await sessionOf(hub, pocket, id)).toMatchObject({
      status: 'CANCELLED',
      error_message: expect.stringContaining('did not say that it was done') as string,
    })
  })

  test('belong to their person, and for a bound token to its device', async () => {
    const hub = await savesHub()
    const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
    const { session_id: id } = await negotiated(hub, pocket, [])
    const unknown = { status: 404, body: { detail: `Sync session with ID ${id} not found` } }
    expect(await complete(hub, deck, id)).toMatchObject(unknown)
    expect(await ask(hub, deck.as, 'GET', `/api/sync/sessions/${id}`)).toMatchObject(unknown)
    expect(await ask(hub, 'window', 'GET', `/api/sync/sessions/${id}`)).toMatchObject({ status: 200 })
  })

  test('W-43: what names the session counts there once, and complete never lowers it', async () => {
    const hub = await savesHub(behindProxy)
    const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
    const bytes = someSave()
    const { session_id: id } = await negotiated(hub, pocket, [entry(bytes)])
    const count = async () => (await sessionOf(hub, pocket, id)).operations_completed
    const save = saveOf(await play(hub, pocket, bytes, { session_id: id }))
    expect(await count()).toBe(1)
    // The reply was lost: the same again is the same.
    saveOf(await play(hub, pocket, bytes, { session_id: id }))
    expect(await count()).toBe(1)
    // Somebody else's session, and one that is over, count nothing.
    const { session_id: foreign } = await negotiated(hub, deck, [])
    saveOf(await play(hub, pocket, someSave(), { session_id: foreign }))
    expect((await sessionOf(hub, deck, foreign)).operations_completed).toBe(0)
    const path = `/api/saves/${save.id}/content?device_id=${deck.id}&session_id=${foreign}`
    expect((await send(hub, deck.as, 'GET', path)).status).toBe(200)
    await contentOf(hub, deck.as, save.id)
    await negotiated(hub, { as: 'window', id: deck.id }, [])
    expect((await sessionOf(hub, deck, foreign)).operations_completed).toBe(1)
    expect((await complete(hub, pocket, id, { operations_completed: 0 })).body).toMatchObject({
      session: { operations_completed: 1 },
    })
    saveOf(await play(hub, pocket, someSave(), { session_id: id }))
    expect(await count()).toBe(1)
  })

  test('W-42: what was played comes with the end of a session, entry by entry, and once', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const { session_id: id } = await negotiated(hub, pocket, [])
    const played = {
      rom_id: game.id,
      start_time: '2026-03-01T10:00:00Z',
      end_time: '2026-03-01T11:00:00Z',
      duration_ms: 3_600_000,
    }
    const said = { operations_completed: 1, play_sessions: [played, { nonsense: true }] }
    expect(await complete(hub, pocket, id, said)).toMatchObject({
      status: 200,
      body: {
        session: { status: 'COMPLETED' },
        play_session_ingest: { created_count: 1, skipped_count: 1, results: [{ index: 0 }, { index: 1 }] },
      },
    })
    expect(await complete(hub, pocket, id, said)).toMatchObject({
      status: 200,
      body: { play_session_ingest: { created_count: 0, skipped_count: 2 } },
    })
  })

  test('ids begin at a random base, apart from those of saves', async () => {
    const hub = await savesHub()
    const odin = await argosy(hub)
    const { session_id: id } = await negotiated(hub, odin, [])
    expect(id).toBeGreaterThan(1_000_000)
  })
})
