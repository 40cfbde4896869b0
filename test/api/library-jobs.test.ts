import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { settling } from '../../main/domain/library/library-folders'
import type { TestHub } from '../helpers/hub'
import { asOwner, call, hubForTest } from './call'
import {
  addFolder,
  folderWith,
  hashAll,
  jobEnd,
  put,
  romOf,
  romPage,
  romsByFile,
  scan,
} from './library-steps'

const addPath = (hub: TestHub, path: string) =>
  call(hub, 'POST', '/api/library/folders', { as: asOwner, body: { path } })

describe('jobs', () => {
  test('a change in a folder is read once it has settled', async () => {
    const hub = await hubForTest()
    const folder = await folderWith({ 'gba/Game.gba': 'x' })
    await addFolder(hub, folder)
    const first = await scan(hub)
    expect(hub.watcher.roots).toEqual([folder])
    await put(folder, { 'gba/New.gba': 'y' })
    hub.watcher.change()
    await hub.clock.advance(settling - 1)
    hub.watcher.change()
    await hub.clock.advance(settling - 1)
    expect((await romPage(hub)).total).toBe(1)
    await hub.clock.advance(1)
    const running = await call(hub, 'POST', '/api/library/scan', { as: asOwner })
    await jobEnd(hub, (running.body as { id: string }).id)
    expect((await romPage(hub)).total).toBe(2)
    expect(first.state).toBe('done')
  })

  test('a folder that cannot be watched is read by the clock', async () => {
    const hub = await hubForTest()
    const folder = await folderWith({ 'gba/Game.gba': 'x' })
    await addFolder(hub, folder)
    hub.watcher.fail(new Error('no more watches'))
    expect(hub.logs()).toContain('cannot be watched')
    await put(folder, { 'gba/New.gba': 'y' })
    await hub.clock.advance(15 * 60 * 1000)
    const running = await call(hub, 'POST', '/api/library/scan', { as: asOwner })
    await jobEnd(hub, (running.body as { id: string }).id)
    expect((await romPage(hub)).total).toBe(2)
  })

  test('hashes are those of the content, found by any of them, and reset when it changes', async () => {
    const hub = await hubForTest()
    const folder = await folderWith({ 'gba/Game.gba': '123456789' })
    await addFolder(hub, folder)
    expect(await hashAll(hub)).toMatchObject({ state: 'done' })
    const hashes = {
      crc_hash: 'cbf43926',
      md5_hash: '25f9e794323b453885f5181f1b624d0b',
      sha1_hash: 'f7c3bc1d808e04732adf679965ccc34ca7ae3441',
    }
    const { 'Game.gba': rom } = await romsByFile(hub)
    expect(rom).toMatchObject(hashes)
    for (const [name, value] of Object.entries(hashes)) {
      const found = await call(hub, 'GET', `/api/roms/by-hash?${name}=${value.toUpperCase()}`, {
        as: asOwner,
      })
      expect(found).toMatchObject({ status: 200, body: { id: rom?.id } })
    }
    await writeFile(join(folder, 'gba/Game.gba'), 'abcdefghi')
    await utimes(join(folder, 'gba/Game.gba'), 1, 1)
    await scan(hub)
    await hashAll(hub)
    expect((await romOf(hub, rom?.id ?? 0)).md5_hash).toBe('8aa99b1f439ff71293e95357bac6fd94')
  })

  test('an unknown job is 404', async () => {
    const hub = await hubForTest()
    expect(await call(hub, 'GET', '/api/jobs/none', { as: asOwner })).toMatchObject({ status: 404 })
  })

  test('what is watched and running ends with the hub', async () => {
    const hub = await hubForTest()
    const folder = await mkdtemp(join(tmpdir(), 'roost-library-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    await mkdir(join(folder, 'gba'))
    for (let index = 0; index < 500; index += 1) await writeFile(join(folder, `gba/${index}.gba`), 'x')
    expect(await addPath(hub, folder)).toMatchObject({ status: 201 })
    await hub.restart()
    await scan(hub)
    expect((await romPage(hub)).total).toBe(500)
  })
})
