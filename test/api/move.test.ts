import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type MoveFacts, moveFacts } from '../../shared/api/move'
import type { TestHub } from '../helpers/hub'
import { sha256 } from '../unit/blobs/fixture'
import { aDisk, pathOfContent, playMany, verify } from './backup-steps'
import { jobEnd } from './library-steps'
import { contentOf, handheld, history, play, saveOf, savesHub, savesOf, someSave } from './saves-steps'
import { storageOf } from './storage-steps'
import { ask } from './token-steps'

const movable = { config: { isUsualFolder: true as const } }

function moveTo(hub: TestHub, folder: string) {
  return ask(hub, 'window', 'POST', '/api/storage/move', { json: { folder } })
}

async function moved(hub: TestHub, folder: string) {
  const answer = await moveTo(hub, folder)
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return jobEnd(hub, (answer.body as { id: string }).id)
}

async function moveOf(hub: TestHub): Promise<MoveFacts> {
  return moveFacts.parse((await ask(hub, 'window', 'GET', '/api/storage/move')).body)
}

test('the data is moved whole, used from there after a restart, and the old is kept until it is removed', async () => {
  const hub = await savesHub(movable)
  const device = await handheld(hub)
  const played = await playMany(hub, device, 4)
  const before = await history(hub)
  const disk = await aDisk()
  const target = join(disk, 'Roost')
  expect(await moved(hub, target)).toMatchObject({ kind: 'move', state: 'done', problems: [] })
  expect(await moveOf(hub)).toMatchObject({ restart_needed: true, old_folder: null })
  // Reading goes on; what would be lost with the old folder is not taken.
  expect(await savesOf(hub, device.as)).toHaveLength(4)
  expect(await play(hub, device, someSave())).toMatchObject({
    status: 503,
    body: { detail: expect.stringContaining('Restart Roost') },
  })
  await hub.restart()
  expect((await storageOf(hub)).data_folder).toBe(target)
  expect(await history(hub)).toEqual(before)
  for (const [id, bytes] of played) expect(await contentOf(hub, device.as, id)).toEqual(bytes)
  expect(await verify(hub)).toMatchObject({ state: 'done', done: 4, problems: [] })
  const next = someSave()
  saveOf(await play(hub, device, next))
  await access(pathOfContent(target, sha256(next)))
  await expect(access(pathOfContent(hub.dataFolder, sha256(next)))).rejects.toMatchObject({ code: 'ENOENT' })

  expect(await moveOf(hub)).toMatchObject({
    data_folder: target,
    old_folder: hub.dataFolder,
    restart_needed: false,
  })
  expect(await ask(hub, 'window', 'DELETE', '/api/storage/move')).toMatchObject({ status: 204 })
  expect(await readdir(hub.dataFolder)).toEqual(['moved-to'])
  expect((await moveOf(hub)).old_folder).toBeNull()
  await hub.restart()
  expect(await history(hub)).toHaveLength(5)
})

test('twice, and then the first of the folders leads to the third', async () => {
  const hub = await savesHub(movable)
  await playMany(hub, await handheld(hub), 2)
  const [second, third] = [join(await aDisk(), 'second'), join(await aDisk(), 'third')]
  await moved(hub, second)
  await hub.restart()
  await moved(hub, third)
  await hub.restart()
  expect(await moveOf(hub)).toMatchObject({ data_folder: third, old_folder: second })
  expect(await ask(hub, 'window', 'DELETE', '/api/storage/move')).toMatchObject({ status: 204 })
  await rm(second, { recursive: true })
  await hub.restart()
  expect(await history(hub)).toHaveLength(2)
})

test('a disk that is not there is no first start', async () => {
  const hub = await savesHub(movable)
  await playMany(hub, await handheld(hub), 1)
  const target = join(await aDisk(), 'Roost')
  await moved(hub, target)
  await expect(hub.restart(() => rename(target, `${target}-away`))).rejects.toMatchObject({
    exitCode: 4,
    message: expect.stringContaining('Connect that disk'),
  })
  await expect(access(target)).rejects.toMatchObject({ code: 'ENOENT' })
  await rename(`${target}-away`, target)
  await hub.restart()
  expect(await history(hub)).toHaveLength(1)
})

test('where it cannot be moved to it is not, and nothing is changed', async () => {
  const hub = await savesHub(movable)
  await playMany(hub, await handheld(hub), 1)
  const disk = await aDisk()
  await writeFile(join(disk, 'file'), '')
  await mkdir(join(disk, 'full'))
  await writeFile(join(disk, 'full', 'thing'), '')
  const refused: readonly (readonly [string, RegExp])[] = [
    ['relative', /not a whole path/],
    [join(disk, 'no', 'parent'), /is not there/],
    [join(disk, 'full'), /is not empty/],
    [join(disk, 'file'), /cannot write/],
    [hub.dataFolder, /is, holds, or is in/],
    [join(hub.dataFolder, 'inside'), /is, holds, or is in/],
    [join(hub.dataFolder, '..'), /is, holds, or is in/],
  ]
  for (const [folder, why] of refused) {
    expect(await moveTo(hub, folder), folder).toMatchObject({
      status: 422,
      body: { detail: expect.stringMatching(why) },
    })
  }
  expect(await readFile(join(disk, 'full', 'thing'), 'utf8')).toBe('')
  expect(await moveOf(hub)).toMatchObject({ obstacle: null, restart_needed: false })
})

test('a data folder that was named is moved by hand', async () => {
  const hub = await savesHub()
  const disk = await aDisk()
  expect((await moveOf(hub)).obstacle).toContain('--data')
  expect(await moveTo(hub, join(disk, 'Roost'))).toMatchObject({ status: 409 })
  expect(await readdir(disk)).toEqual([])
  expect(await ask(hub, 'window', 'DELETE', '/api/storage/move')).toMatchObject({ status: 409 })
})
