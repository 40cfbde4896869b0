import { readdir, rename, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { libraryFolder } from '../../shared/api/library'
import type { TestHub } from '../helpers/hub'
import { asOwner, basic, call, forbidden, hubForTest, hubWithPassword } from './call'
import { addFolder, folderWith, romPage, romsByFile, scan } from './library-steps'

const addPath = (hub: TestHub, path: string) =>
  call(hub, 'POST', '/api/library/folders', { as: asOwner, body: { path } })

async function folders(hub: TestHub) {
  return libraryFolder.array().parse((await call(hub, 'GET', '/api/library/folders', { as: asOwner })).body)
}

describe('folders', () => {
  test('a folder is added, read, listed and forgotten; its games stay, and come back with it', async () => {
    const hub = await hubForTest()
    const folder = await folderWith({ 'roms/gba/Game.gba': 'x', 'bios/gba/bios.bin': 'no' })
    const { folderId } = await addFolder(hub, folder)
    expect(await folders(hub)).toMatchObject([
      { id: folderId, path: folder, game_count: 1, missing_count: 0, problem: null },
    ])
    const before = await romsByFile(hub)
    expect(Object.keys(before)).toEqual(['Game.gba'])

    const gone = await call(hub, 'DELETE', `/api/library/folders/${folderId}`, { as: asOwner })
    expect(gone.status).toBe(204)
    expect(await folders(hub)).toEqual([])
    expect(hub.watcher.roots).toEqual([])
    expect((await romPage(hub)).items).toMatchObject([{ missing_from_fs: true }])
    expect(await readdir(join(folder, 'roms/gba'))).toEqual(['Game.gba'])

    await addFolder(hub, folder)
    expect((await romPage(hub)).items).toMatchObject([
      {
        id: before['Game.gba']?.id,
        missing_from_fs: false,
        files: [{ id: before['Game.gba']?.files[0]?.id }],
      },
    ])
  })

  test('only a folder that can be read, and is not part of another or of the data', async () => {
    const hub = await hubForTest()
    const folder = await folderWith({ 'games/gba/Game.gba': 'x', 'games-too/gb/Game.gb': 'y' })
    const inner = join(folder, 'games')
    await addFolder(hub, inner)
    await symlink(inner, join(folder, 'another-name'))
    const refusals: [string, number, RegExp][] = [
      [join(folder, 'nothing'), 422, /no folder/],
      [join(inner, 'gba/Game.gba'), 422, /a file, not a folder/],
      ['games', 422, /whole path/],
      [inner, 409, /is a library folder/],
      [join(inner, 'gba'), 409, /is a library folder/],
      [folder, 409, /is a library folder/],
      [join(folder, 'another-name'), 409, /is a library folder/],
      [hub.dataFolder, 409, /data folder/],
      [join(hub.dataFolder, '..'), 409, /data folder/],
    ]
    for (const [path, status, detail] of refusals) {
      expect(await addPath(hub, path), path).toMatchObject({
        status,
        body: { detail: expect.stringMatching(detail) },
      })
    }
    expect(await addPath(hub, 'a\0b')).toMatchObject({ status: 422 })
    expect(await folders(hub)).toHaveLength(1)
    await addFolder(hub, join(folder, 'games-too'))
    expect(await folders(hub)).toHaveLength(2)
  })

  test('only the owner, and never a token', async () => {
    const hub = await hubWithPassword()
    await hub.people.add('kim', { password: 'another one' })
    const kim = basic('kim', 'another one')
    for (const [method, path] of [
      ['GET', '/api/library/folders'],
      ['POST', '/api/library/folders'],
      ['DELETE', '/api/library/folders/1'],
      ['POST', '/api/library/scan'],
      ['POST', '/api/library/games'],
      ['POST', '/api/library/import'],
      ['DELETE', '/api/jobs/x'],
    ] as const) {
      expect(await call(hub, method, path, { as: kim, body: {} })).toMatchObject({
        status: 403,
        body: forbidden,
      })
    }
  })

  test('--library adds folders at the start, once', async () => {
    const folder = await folderWith({ 'gba/Game.gba': 'x' })
    const hub = await hubForTest({ libraryFolders: [folder, join(folder, 'nothing')] })
    await scan(hub)
    expect((await romPage(hub)).total).toBe(1)
    expect(hub.logs()).toContain('was not added')
    await hub.restart()
    expect(await folders(hub)).toHaveLength(1)
  })

  test('a folder that cannot be read now says so, and none of its games is called missing', async () => {
    const hub = await hubForTest()
    const folder = await folderWith({ 'lib/gba/Game.gba': 'x', 'other/gba/Strange.gba': 'y' })
    await addFolder(hub, join(folder, 'lib'))
    await rename(join(folder, 'lib'), join(folder, 'away'))
    expect(await scan(hub)).toMatchObject({
      state: 'done',
      problems: [expect.stringContaining('cannot be read')],
    })
    expect((await romPage(hub)).items).toMatchObject([{ missing_from_fs: false }])
    expect(await folders(hub)).toMatchObject([{ problem: expect.stringContaining('no folder') }])
    await symlink(join(folder, 'other'), join(folder, 'lib'))
    expect(await scan(hub)).toMatchObject({ problems: [expect.stringContaining('is now a link')] })
    expect((await romPage(hub)).items).toMatchObject([{ name: 'Game', missing_from_fs: false }])
  })
})
