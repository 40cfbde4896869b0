import { cp, mkdtemp, open, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mebibyte, sha256 } from '../unit/blobs/fixture'
import { temporaryFolder } from '../unit/blobs/real-store'
import { addGame, gameId } from './hub/game'
import { expectAll, expectNothingHalf, Household } from './hub/household'
import type { HubProgram } from './hub/hub-process'
import { Inspection } from './hub/inspection'
import { killableHub } from './hub/test-hub'
import { smallDisk } from './small-disk'

let program: HubProgram
let built: string
beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'roost-crash-'))
  program = await killableHub(built)
})
afterAll(() => rm(built, { recursive: true, force: true }))

/** A file that fills a disk to the last. */
async function fill(path: string): Promise<void> {
  const file = await open(path, 'w')
  try {
    for (const size of [65_536, 1_024]) {
      for (let written = size; written === size;) {
        // The disk takes a part of the last one, or none of it.
        const taken = await file.write(Buffer.alloc(size)).catch(() => ({ bytesWritten: 0 }))
        written = taken.bytesWritten
      }
    }
  } finally {
    await file.close()
  }
}

test('a hub on a full disk answers 507, keeps all it had, and goes on when there is room', async () => {
  const folder = await temporaryFolder()
  const disk = await smallDisk(folder, 24)
  if (disk === null) return console.log('not run: needs root')
  const household = await Household.start(program, join(disk.folder, 'data'))
  const inspection = new Inspection(household.folder)
  await addGame(inspection)

  const reserve = join(disk.folder, 'reserve')
  await writeFile(reserve, Buffer.alloc(4 * mebibyte))
  let status = 200
  while (status === 200) status = await household.upload(mebibyte)
  expect(status).toBe(507)
  expect(household.saves.size).toBeGreaterThan(5)
  await expectNothingHalf(household)

  // From no room at all to a little: it runs out while bytes, row, log or folder are written.
  const ballast = join(disk.folder, 'ballast')
  await fill(ballast)
  const statuses = new Set([await household.upload(20_000)])
  for (let size = (await stat(ballast)).size; size > 0 && statuses.size < 2; size -= 1024) {
    await truncate(ballast, size)
    statuses.add(await household.upload(3_000))
    statuses.add(await household.upload(20_000))
  }
  expect(statuses).toContain(507)
  expect([...statuses].filter((each) => ![200, 507].includes(each))).toEqual([])
  await expectNothingHalf(household)
  await expectAll(household)

  await rm(reserve)
  expect(await household.upload(mebibyte)).toBe(200)
  await expectAll(household)
  await inspection.described()
  await household.hub.stop()
  expect(await inspection.faults(() => false)).toEqual([])
})

test('a disk that fails and may only be read is said to be that; what was there is read', async () => {
  const folder = await temporaryFolder()
  const disk = await smallDisk(folder, 24)
  if (disk === null) return console.log('not run: needs root')
  const household = await Household.start(program, join(disk.folder, 'data'))
  await addGame(new Inspection(household.folder))
  for (const size of [0, 100, 50_000]) expect(await household.upload(size)).toBe(200)
  await disk.fail()
  for (const size of [100, 50_000]) expect(await household.upload(size)).toBe(500)
  const [id] = household.saves.keys()
  expect(await household.hub.send('POST', '/api/saves/delete', { saves: [id] })).toMatchObject({
    status: 500,
    body: { detail: expect.stringContaining('disk') },
  })
  await expectAll(household)
})

test('a content that lost its end is not sent as if it were whole, and comes back with the same bytes', async () => {
  const folder = await temporaryFolder()
  const household = await Household.start(program, join(folder, 'data'))
  await addGame(new Inspection(household.folder))
  await household.upload(50_000)
  await household.upload(50_000)
  household.hub.kill()
  await household.hub.killed()

  const [id = 0, bytes = Buffer.alloc(0)] = [...household.saves][0] ?? []
  const name = sha256(bytes)
  await truncate(join(household.folder, 'blobs', name.slice(0, 2), name), 20_000)
  const again = (await Household.start(program, household.folder)).hub
  for (const range of ['', 'bytes=0-10', 'bytes=30000-']) {
    const answer = await again.send(
      'GET',
      `/api/saves/${id}/content`,
      undefined,
      range === '' ? {} : { range },
    )
    expect(answer).toMatchObject({ status: 404, body: { detail: 'Save file not found on disk' } })
  }
  const path = `/api/saves?rom_id=${gameId}&slot=1`
  const part = { field: 'saveFile', fileName: 'Game.srm', bytes }
  expect(await again.upload(path, part)).toMatchObject({ status: 200, body: { id } })
  await expectAll(household, again)
})

test('a log of the database that kept only a part is a hub as it was before, with nothing half done', async () => {
  const folder = await temporaryFolder()
  const household = await Household.start(program, join(folder, 'data'))
  await addGame(new Inspection(household.folder))
  for (let count = 0; count < 8; count += 1) await household.upload(5_000)
  household.hub.kill()
  await household.hub.killed()

  for (const part of [0.9, 0.5, 0.1, 0]) {
    const copy = join(folder, `${part}`)
    await cp(household.folder, copy, { recursive: true })
    const log = join(copy, 'roost.sqlite-wal')
    await truncate(log, Math.floor((await stat(log)).size * part))
    const { hub } = await Household.start(program, copy)
    const inspection = new Inspection(copy)
    await inspection.described()
    expect(await hub.send('GET', '/api/heartbeat')).toMatchObject({ status: 200 })
    // What the log lost no restart can know; its side-car and its bytes are on the disk still.
    const faults = await inspection.faults(() => false)
    expect(faults.filter((fault) => !fault.startsWith('a side-car of version'))).toEqual([])
    for (const bytes of household.saves.values()) {
      const name = sha256(bytes)
      expect((await stat(join(copy, 'blobs', name.slice(0, 2), name))).size).toBe(bytes.length)
    }
  }
})
