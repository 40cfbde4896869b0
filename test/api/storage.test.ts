import { describe, expect, test } from 'vitest'
import { fastest } from '../helpers/fastest'
import { game, handheld, otherGame, play, savesHub, saveOf, someSave, upload } from './saves-steps'
import { tamper } from './household-steps'
import { storageOf } from './storage-steps'
import { ask } from './token-steps'

const everybody = '?person=all'

/** Another person with one line that has the contents of these versions, each in that state. */
async function givenTo(hub: Awaited<ReturnType<typeof savesHub>>, name: string, states: [number, string][]) {
  const { id } = await hub.people.add(name, { password: 'a good one' })
  await tamper(
    hub,
    `INSERT INTO save_lines (id, person_id, game_id, kind, key, last_sequence, created_at)
     VALUES (77, ?, ?, 'save', 'autosave', 0, '2026-03-01T12:00:00.000Z')`,
    id,
    otherGame.id,
  )
  for (const [index, [version, state]] of states.entries()) {
    const at = `2026-03-02T12:00:0${index}.000Z`
    await tamper(
      hub,
      `INSERT INTO versions (line_id, sequence, sha256, content_hash, hash_rule, size_bytes, file_name, arrived_at,
         updated_at, state, hidden, blank, pinned, is_public, deleted_at)
       SELECT 77, ?1, sha256, content_hash, hash_rule, size_bytes, file_name, ?2, ?2, ?3, 0, 0, 0, 0,
         iif(?3 = 'deleted', ?2, NULL) FROM versions WHERE id = ?4`,
      index + 1,
      at,
      state,
      version,
    )
  }
  return id
}

describe('how much is kept', () => {
  test('an empty household keeps nothing', async () => {
    const hub = await savesHub()
    expect(await storageOf(hub, everybody)).toMatchObject({
      saves: 0,
      versions: 0,
      contents: 0,
      size_bytes: 0,
      people: [],
      platforms: [],
      last_arrived_at: null,
      data_folder: hub.dataFolder,
      retention: { keep: 'everything' },
      collection_off_until: null,
      snapshots: [],
      backup: null,
    })
  })

  test('counts saves, versions and contents, each content once', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const shared = someSave(700)
    saveOf(await play(hub, pocket, someSave(300)))
    saveOf(await play(hub, pocket, shared))
    await upload(hub, pocket.as, { bytes: shared, query: { rom_id: otherGame.id, slot: 'two' } })
    const stored = await storageOf(hub)
    expect(stored).toMatchObject({ saves: 2, states: 0, versions: 3, contents: 2, size_bytes: 1000 })
    expect(stored.people).toMatchObject([{ username: 'owner', versions: 3, size_bytes: 1000 }])
    expect(stored.platforms).toMatchObject([
      { slug: 'gba', name: 'Game Boy Advance', saves: 2, contents: 2, size_bytes: 1000 },
    ])
    expect(stored.last_arrived_at).toBe(new Date(hub.clock.now()).toISOString())
    expect(stored.database_bytes).toBeGreaterThan(10_000)
  })

  test('what only the bin or only a refused copy keeps is told apart', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const deck = await handheld(hub, 'Deck')
    const first = saveOf(await play(hub, pocket, someSave(300)))
    saveOf(await play(hub, pocket, someSave(500)))
    expect(await play(hub, deck, someSave(40))).toMatchObject({ status: 409 })
    await ask(hub, pocket.as, 'POST', '/api/saves/delete', { json: { saves: [first.id] } })
    expect(await storageOf(hub)).toMatchObject({
      saves: 1,
      versions: 3,
      contents: 3,
      size_bytes: 840,
      bin: { versions: 1, size_bytes: 300 },
      held: { versions: 1, size_bytes: 40 },
      pruned: 0,
    })
    expect(await storageOf(hub, everybody)).toMatchObject({ people: [{ bin: { size_bytes: 300 } }] })
  })

  test('a content two people have counts for each, and once for all; the bin frees only what nobody else has', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const { id } = saveOf(await play(hub, pocket, someSave(900)))
    const kim = await givenTo(hub, 'kim', [[id, 'deleted']])
    const all = await storageOf(hub, everybody)
    expect(all).toMatchObject({ versions: 2, contents: 1, size_bytes: 900, bin: { size_bytes: 0 } })
    expect(all.people).toMatchObject([
      { username: 'owner', size_bytes: 900 },
      { person_id: kim, username: 'kim', size_bytes: 900, bin: { versions: 1, size_bytes: 900 } },
    ])
    expect(await storageOf(hub, `?person=${kim}`)).toMatchObject({ versions: 1, saves: 0 })
  })

  test('a member sees what is theirs, and not where things lie', async () => {
    const hub = await savesHub()
    saveOf(await play(hub, await handheld(hub), someSave(300)))
    await hub.people.add('kim', { password: 'a good one' })
    const asKim = `Basic ${Buffer.from('kim:a good one').toString('base64')}` as const
    const stored = await storageOf(hub, '', asKim)
    expect(stored).toMatchObject({ versions: 0, people: [], data_folder: null, disk: { level: 'ok' } })
    expect(await ask(hub, asKim, 'GET', `/api/storage${everybody}`)).toMatchObject({ status: 403 })
  })

  test('pictures count as contents', async () => {
    const hub = await savesHub()
    const { id } = saveOf(await play(hub, await handheld(hub), someSave(300)))
    await tamper(
      hub,
      `INSERT INTO screenshots (version_id, sha256, size_bytes, file_name, type, created_at)
       VALUES (?, '${'a'.repeat(64)}', 55, 'a.png', 'image/png', '2026-03-01T12:00:00.000Z')`,
      id,
    )
    expect(await storageOf(hub)).toMatchObject({ versions: 1, contents: 2, size_bytes: 355 })
  })
})

describe('what is to be kept', () => {
  test('the owner chooses; it stays over a restart', async () => {
    const hub = await savesHub()
    const chosen = { keep: 'newest', newest: 20, days: 90 }
    expect(await ask(hub, 'window', 'PUT', '/api/storage/retention', { json: chosen })).toMatchObject({
      status: 200,
      body: chosen,
    })
    await hub.restart()
    expect((await storageOf(hub)).retention).toEqual(chosen)
  })

  test.each([{ keep: 'newest' }, { keep: 'newest', newest: 0, days: 1 }, { keep: 'some' }])(
    '%j is refused',
    async (json) => {
      const hub = await savesHub()
      expect(await ask(hub, 'window', 'PUT', '/api/storage/retention', { json })).toMatchObject({
        status: 422,
      })
    },
  )
})

test('20,000 versions are counted in a moment', async () => {
  const hub = await savesHub()
  const at = '2026-03-01T12:00:00.000Z'
  await tamper(
    hub,
    `INSERT INTO save_lines (person_id, game_id, kind, key, last_sequence, created_at)
     SELECT (SELECT id FROM people), ${game.id}, 'save', 'slot ' || value, 0, '${at}'
     FROM json_each(?)`,
    JSON.stringify(Array.from({ length: 200 }, (_, index) => index)),
  )
  await tamper(
    hub,
    `INSERT INTO versions (line_id, sequence, sha256, content_hash, hash_rule, size_bytes, file_name, arrived_at,
       updated_at, state, hidden, blank, pinned, is_public, described)
     SELECT line.id, number.value, printf('%064x', line.id * 1000 + number.value), printf('%032x', number.value), 1,
       32768, 'a ' || number.value, '${at}', printf('2026-03-01T12:%02d:%02d.000Z', number.value / 60, number.value % 60),
       'live', 0, 0, 0, 0, 1
     FROM save_lines line, json_each(?) number ORDER BY line.id, number.value`,
    JSON.stringify(Array.from({ length: 100 }, (_, index) => index + 1)),
  )
  await storageOf(hub, everybody)
  const milliseconds = await fastest(3, async () => {
    const stored = await storageOf(hub, everybody)
    expect(stored).toMatchObject({ versions: 20_000, contents: 20_000, size_bytes: 20_000 * 32_768 })
  })
  expect(milliseconds).toBeLessThan(1_000)
})
