import { access, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemRandom } from '../../main/platform/system-random'
import { type Replaced, replaceDatabase } from '../../main/store/replace/replace-database'
import type { TestHub } from '../helpers/hub'
import { sha256 } from '../unit/blobs/fixture'
import { pathOfContent, playMany, verify } from './backup-steps'
import {
  bytesOfVersion,
  game,
  handheld,
  history,
  otherGame,
  play,
  saveOf,
  savesHub,
  someSave,
  upload,
} from './saves-steps'
import { ask } from './token-steps'

const warnings: object[] = []
const log = { info: () => undefined, warn: (fields: object) => void warnings.push(fields) }

function rebuilding(hub: TestHub): Promise<Replaced> {
  return replaceDatabase({ folder: hub.dataFolder, clock: hub.clock, random: systemRandom, log, from: null })
}

async function dropDatabase(hub: TestHub): Promise<void> {
  for (const ending of ['', '-wal', '-shm']) {
    await rm(join(hub.dataFolder, `roost.sqlite${ending}`), { force: true })
  }
}

/** What a person cares about, whatever its ids are now. */
async function facts(hub: TestHub) {
  const lines = await ask(hub, 'window', 'GET', '/api/lines')
  const all: unknown[] = []
  for (const { id, kind, key } of lines.body as { id: number; kind: string; key: string }[]) {
    const answer = await ask(hub, 'window', 'GET', `/api/lines/${id}/versions?limit=500`)
    for (const version of answer.body as Record<string, unknown>[]) {
      const { sequence, content_hash, sha256: name, size_bytes, file_name, state, pinned, note } = version
      const { arrived_at, origin_device_id } = version
      const bytes = await bytesOfVersion(hub, Number(version['id']))
      expect(sha256(bytes)).toBe(name)
      all.push({
        kind,
        key,
        sequence,
        content_hash,
        name,
        size_bytes,
        file_name,
        state,
        pinned,
        note,
        arrived_at,
        origin_device_id,
      })
    }
  }
  return all
}

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

/** A household with a bit of everything. */
async function aHousehold(): Promise<TestHub> {
  const hub = await savesHub()
  const device = await handheld(hub)
  await playMany(hub, device, 3)
  saveOf(await play(hub, device, someSave(), { slot: 'second' }))
  saveOf(await upload(hub, device.as, { name: 'odd name.rtc', query: { device_id: device.id } }))
  saveOf(await play(hub, device, someSave(), { rom_id: otherGame.id }))
  const pictured = { field: 'screenshotFile', fileName: 'Boss.png', bytes: png }
  saveOf(await upload(hub, device.as, { query: { device_id: device.id, slot: 'shown' }, more: [pictured] }))
  const deck = await handheld(hub, 'Deck')
  expect(await play(hub, deck, someSave())).toMatchObject({ status: 409 })
  const [, past] = await history(hub)
  await ask(hub, 'window', 'PUT', `/api/versions/${past?.id}`, {
    json: { pinned: true, note: 'Before the boss' },
  })
  const deleted = saveOf(await play(hub, device, someSave(), { slot: 'gone' }))
  const dropped = await ask(hub, device.as, 'POST', '/api/saves/delete', { json: { saves: [deleted.id] } })
  expect(dropped).toMatchObject({ status: 200 })
  return hub
}

// Two starts and a hundred requests: more than the usual time on a busy machine.
const patient = { timeout: 40_000 }

test(
  'a lost database is not taken for a first start, and is made again from what is beside the saves',
  patient,
  async () => {
    const hub = await aHousehold()
    const before = await facts(hub)
    const ids = (await history(hub)).map(({ id }) => id)
    let done: Replaced | null = null
    await expect(hub.restart(() => dropDatabase(hub))).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringContaining('--rebuild'),
    })
    await expect(access(join(hub.dataFolder, 'roost.sqlite'))).rejects.toMatchObject({ code: 'ENOENT' })
    done = await rebuilding(hub)
    expect(done).toMatchObject({ versions: before.length, withoutBytes: 0, problems: [], replaced: null })
    await hub.restart()
    // The inbox is gone, so what was held for a decision lies beside the others.
    const sorted = (all: unknown[]) =>
      all.map((each) => JSON.stringify(each).replace('"state":"held"', '"state":"side"')).sort()
    expect(sorted(await facts(hub))).toEqual(sorted(before))
    const games = await ask(hub, 'window', 'GET', '/api/roms?limit=50')
    const listed = (games.body as { items: { id: number; fs_name: string }[] }).items
    expect(listed.map(({ fs_name: name }) => name).sort()).toEqual([
      `${otherGame.stem}.gba`,
      `${game.stem}.gba`,
    ])
    for (const { id } of listed) expect(id).toBeGreaterThan(1_001_000_000)
    const lowest = Math.min(...(await history(hub, listed[0]?.id)).map(({ id }) => id))
    expect(lowest).toBeGreaterThan(Math.max(...ids) + 1_000_000)
    const people = await ask(hub, 'window', 'GET', '/api/users')
    expect(people.body).toMatchObject([{ username: 'owner', role: 'admin' }])
    const devices = await ask(hub, 'window', 'GET', '/api/devices')
    expect(devices.body).toEqual([])
    const shown = await ask(hub, 'window', 'GET', '/api/saves?slot=shown')
    expect(shown.body).toMatchObject([{ screenshot: { file_name: 'Boss.png', file_size_bytes: png.length } }])
    expect(await verify(hub)).toMatchObject({ state: 'done', problems: [] })
  },
)

test('rebuilt twice it is the same once more', patient, async () => {
  const hub = await aHousehold()
  const before = await facts(hub)
  for (let time = 0; time < 2; time += 1) {
    await hub.clock.advance(1_000)
    await hub.restart(async () => {
      await dropDatabase(hub)
      expect(await rebuilding(hub)).toMatchObject({ versions: before.length, problems: [] })
    })
  }
  expect(await facts(hub)).toHaveLength(before.length)
  const people = await ask(hub, 'window', 'GET', '/api/users')
  expect(people.body).toHaveLength(1)
})

test.each([
  ['cut off', (path: string) => stat(path).then(({ size }) => truncate(path, size - 20_000))],
  ['overwritten', (path: string) => writeFile(path, 'no database, '.repeat(9_000))],
  ['emptied', (path: string) => truncate(path, 0)],
])('a database that is %s is kept aside, and all saves are there again', async (_what, damage) => {
  const hub = await aHousehold()
  const before = await facts(hub)
  const path = join(hub.dataFolder, 'roost.sqlite')
  await hub.restart(async () => {
    await damage(path)
    const damaged = await readFile(path)
    const { replaced, versions } = await rebuilding(hub)
    expect(versions).toBe(before.length)
    expect((await readFile(join(replaced ?? '', 'roost.sqlite'))).equals(damaged)).toBe(true)
  })
  expect(await facts(hub)).toHaveLength(before.length)
})

test('a side-car and a content that are damaged or gone are told, and keep none of the others', async () => {
  const hub = await savesHub()
  const device = await handheld(hub)
  const [first = Buffer.alloc(0), second = Buffer.alloc(0), third = Buffer.alloc(0)] = (
    await playMany(hub, device, 4)
  ).values()
  await hub.restart(async () => {
    await dropDatabase(hub)
    await truncate(pathOfContent(hub.dataFolder, sha256(first)), 10)
    await rm(pathOfContent(hub.dataFolder, sha256(second)))
    const names = await readdir(join(hub.dataFolder, 'sidecars'), { recursive: true })
    for (const name of names.filter((each) => each.endsWith('.json'))) {
      const file = join(hub.dataFolder, 'sidecars', name)
      if ((await readFile(file, 'utf8')).includes(sha256(third))) await truncate(file, 50)
    }
    const { versions, withoutBytes, problems } = await rebuilding(hub)
    expect({ versions, withoutBytes }).toEqual({ versions: 3, withoutBytes: 1 })
    expect(problems).toHaveLength(2)
    expect(problems.join('\n')).toMatch(/cannot be read/)
    expect(problems.join('\n')).toMatch(/Test Game \(USA\) \(gba\), save of owner .*its bytes are not here/)
  })
  const { problems } = await verify(hub)
  expect(problems).toHaveLength(2)
})

test('who comes back as a member without a role becomes the owner by the name', async () => {
  const hub = await savesHub()
  await playMany(hub, await handheld(hub), 1)
  await hub.restart(async () => {
    await dropDatabase(hub)
    // As an earlier version of Roost wrote them.
    const names = await readdir(join(hub.dataFolder, 'sidecars'), { recursive: true })
    for (const name of names.filter((each) => each.endsWith('.json'))) {
      const file = join(hub.dataFolder, 'sidecars', name)
      const { description } = JSON.parse(await readFile(file, 'utf8')) as {
        description: { person: { role?: string } }
      }
      delete description.person.role
      const digest = sha256(Buffer.from(JSON.stringify(description)))
      await writeFile(file, JSON.stringify({ format: 1, digest, description }))
    }
    await rebuilding(hub)
  })
  const people = await ask(hub, 'window', 'GET', '/api/users')
  expect(people.body).toMatchObject([{ username: 'owner', role: 'admin' }])
})
