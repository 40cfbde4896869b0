import { mkdir, mkdtemp, readdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { settling } from '../../main/domain/library/library-folders'
import { importGames, libraryFolder } from '../../shared/api/library'
import type { TestHub } from '../helpers/hub'
import { asOwner, basic, call, forbidden, hubForTest, hubWithPassword } from './call'
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

async function folders(hub: TestHub) {
  return libraryFolder.array().parse((await call(hub, 'GET', '/api/library/folders', { as: asOwner })).body)
}

async function importNames(hub: TestHub, body: Record<string, unknown>) {
  const reply = await call(hub, 'POST', '/api/library/import', { as: asOwner, body })
  expect(reply).toMatchObject({ status: 200 })
  return importGames.answer.parse(reply.body)
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

describe('hostile names', () => {
  test('nothing is read through links, and a loop ends', async () => {
    const secret = await folderWith({ 'secret.gba': 'secret', 'Disc/a.bin': 'secret' })
    const folder = await folderWith({ 'gba/Game.gba': 'x', 'psx/Two/a.cue': 'a', 'psx/Two/b.bin': 'b' })
    await symlink(join(secret, 'secret.gba'), join(folder, 'gba/link.gba'))
    await symlink(join(secret, 'Disc'), join(folder, 'psx/Linked'))
    await symlink(join(secret, 'secret.gba'), join(folder, 'psx/Two/c.bin'))
    await symlink(secret, join(folder, 'gb'))
    await symlink(folder, join(folder, 'psx/Two/loop'))
    await symlink(join(folder, 'gba/Game.gba'), join(folder, 'gba/inner.gba'))
    const hub = await hubForTest()
    const { job } = await addFolder(hub, folder)
    expect(job.state).toBe('done')
    expect(job.problems).toHaveLength(6)
    for (const problem of job.problems) expect(problem).toContain('does not follow links')
    const roms = await romsByFile(hub)
    expect(Object.keys(roms).sort()).toEqual(['Game.gba', 'Two'])
    expect(roms['Two']?.files.map(({ file_name }) => file_name)).toEqual(['a.cue', 'b.bin'])
  })

  test('names that some system reads as a path are left out, odd ones are kept as they are', async () => {
    const odd = [
      'CON.gba',
      'NUL',
      '%5C..%5C.gba',
      '<b>Game</b>.gba',
      "Robert'); DROP TABLE games;--.gba",
      'a"b.gba',
    ]
    const twins = ['Twin.gba', 'twin.gba', 'Pok\u00E9mon.gba', 'Poke\u0301mon.gba']
    const bad = ['..\\..\\evil.gba', 'line\nbreak.gba', 'turned\u202Eabg.gba', 'bell\u0007.gba']
    const long = `${'n'.repeat(251)}.gba`
    const folder = await folderWith()
    await put(
      folder,
      Object.fromEntries([...odd, ...twins, ...bad, long].map((name) => [`gba/${name}`, 'x'])),
    )
    await writeFile(
      Buffer.concat([Buffer.from(join(folder, 'gba/bad-')), Buffer.from([0xff, 0xfe]), Buffer.from('.gba')]),
      'x',
    )
    const hub = await hubForTest()
    const { job } = await addFolder(hub, folder)
    expect(job).toMatchObject({ state: 'done' })
    expect(job.problems).toHaveLength(bad.length + 1)
    const roms = await romsByFile(hub)
    expect(Object.keys(roms).sort()).toEqual([...odd, ...twins, long].sort())
    for (const rom of Object.values(roms)) {
      const content = await call(
        hub,
        'GET',
        `/api/roms/${rom.id}/content/${encodeURIComponent(rom.fs_name)}`,
        { as: asOwner },
      )
      expect(content, rom.fs_name).toMatchObject({ status: 200, text: 'x' })
    }
    const again = await scan(hub)
    expect(again.state).toBe('done')
    expect(await romsByFile(hub)).toEqual(roms)
  })

  test.each([
    '..',
    '.',
    'a/b',
    'a\\b',
    '../../etc/passwd',
    'n'.repeat(300),
    'é'.repeat(130),
    'a\u0000b',
    '\u202Eabg',
  ])('a game cannot be added under the name %j', async (name) => {
    const hub = await hubForTest()
    const body = { platform: 'gba', names: [name] }
    const reply = await call(hub, 'POST', '/api/library/games', { as: asOwner, body })
    if (reply.status !== 422) {
      expect(reply).toMatchObject({ status: 200, body: { added: 0, lines: [{ outcome: 'refused' }] } })
    }
    expect((await romPage(hub)).total).toBe(0)
  })
})

describe('a game keeps its id', () => {
  test('renamed before it was hashed, by the identity of its file; the old name stays one of its names', async () => {
    const hub = await hubForTest()
    const folder = await folderWith({ 'gba/Old Name.gba': 'content', 'gba/Another.gba': 'CONTENT' })
    await addFolder(hub, folder)
    const { 'Old Name.gba': before } = await romsByFile(hub)
    await rename(join(folder, 'gba/Old Name.gba'), join(folder, 'gba/Unlike (USA).gba'))
    await scan(hub)
    const { 'Unlike (USA).gba': after, ...others } = await romsByFile(hub)
    expect(after).toMatchObject({ id: before?.id, name: 'Unlike', missing_from_fs: false })
    expect(after?.files).toMatchObject([
      { id: before?.files[0]?.id, file_name: 'Unlike (USA).gba' },
      { file_name: 'Old Name.gba', file_size_bytes: 0 },
    ])
    expect(Object.keys(others)).toEqual(['Another.gba'])
  })

  test('copied anew under another name, by its content', async () => {
    const hub = await hubForTest()
    const folder = await folderWith({ 'gba/Old Name.gba': 'content one', 'gba/Same Size.gba': 'content two' })
    await addFolder(hub, folder)
    await hashAll(hub)
    const { 'Old Name.gba': before } = await romsByFile(hub)
    await rm(join(folder, 'gba/Old Name.gba'))
    await put(folder, { 'gba/New Name.gba': 'content one', 'gba/Stranger.gba': 'content xxx' })
    await scan(hub)
    const after = await romsByFile(hub)
    expect(after['New Name.gba']?.id).toBe(before?.id)
    expect(Object.keys(after).sort()).toEqual(['New Name.gba', 'Same Size.gba', 'Stranger.gba'])
  })

  test('content goes before name: the renamed game is the old one, what took its place is new', async () => {
    const hub = await hubForTest()
    const folder = await folderWith({ 'gba/Game.gba': 'the first' })
    await addFolder(hub, folder)
    await hashAll(hub)
    const { 'Game.gba': before } = await romsByFile(hub)
    await rm(join(folder, 'gba/Game.gba'))
    await put(folder, { 'gba/Game (Old).gba': 'the first', 'gba/Game.gba': 'a second one' })
    await scan(hub)
    const after = await romsByFile(hub)
    expect(after['Game (Old).gba']?.id).toBe(before?.id)
    expect(after['Game.gba']?.id).not.toBe(before?.id)
  })

  test('changed in its place, or back under its name with other bytes', async () => {
    const hub = await hubForTest()
    const folder = await folderWith({ 'gba/Game.gba': 'v1', 'gba/Other.gba': 'w1' })
    await addFolder(hub, folder)
    await hashAll(hub)
    const before = await romsByFile(hub)
    await writeFile(join(folder, 'gba/Game.gba'), 'version two')
    await rm(join(folder, 'gba/Other.gba'))
    await scan(hub)
    const between = await romsByFile(hub)
    expect(between['Game.gba']).toMatchObject({ id: before['Game.gba']?.id, fs_size_bytes: 11 })
    expect(between['Other.gba']).toMatchObject({ id: before['Other.gba']?.id, missing_from_fs: true })
    expect(between['Other.gba']?.files).toHaveLength(1)
    await put(folder, { 'gba/OTHER.zip': 'zipped' })
    await scan(hub)
    const after = await romsByFile(hub)
    expect(after['OTHER.zip']).toMatchObject({ id: before['Other.gba']?.id, missing_from_fs: false })
  })

  test('two files of equal content stay two games, also when one of them goes', async () => {
    const hub = await hubForTest()
    const folder = await folderWith({ 'gba/One.gba': 'same', 'gba/Two.gba': 'same' })
    await addFolder(hub, folder)
    await hashAll(hub)
    const before = await romsByFile(hub)
    await rm(join(folder, 'gba/Two.gba'))
    await scan(hub)
    await put(folder, { 'gba/Three.gba': 'same', 'gba/Four.gba': 'same' })
    await scan(hub)
    const after = await romsByFile(hub)
    expect(after['One.gba']?.id).toBe(before['One.gba']?.id)
    const found = [after['Three.gba']?.id, after['Four.gba']?.id]
    expect(found.filter((id) => id === before['Two.gba']?.id)).toHaveLength(1)
    expect(new Set([...found, after['One.gba']?.id]).size).toBe(3)
  })

  test('two games that change names with each other', async () => {
    const hub = await hubForTest()
    const folder = await folderWith({ 'gba/One.gba': 'first', 'gba/Two.gba': 'the second' })
    await addFolder(hub, folder)
    await hashAll(hub)
    const before = await romsByFile(hub)
    await rename(join(folder, 'gba/One.gba'), join(folder, 'gba/between'))
    await rename(join(folder, 'gba/Two.gba'), join(folder, 'gba/One.gba'))
    await rename(join(folder, 'gba/between'), join(folder, 'gba/Two.gba'))
    expect(await scan(hub)).toMatchObject({ state: 'done' })
    const after = await romsByFile(hub)
    expect(after['One.gba']?.id).toBe(before['Two.gba']?.id)
    expect(after['Two.gba']?.id).toBe(before['One.gba']?.id)
  })

  test('a game known by name gets its file; one of another version does not take it', async () => {
    const hub = await hubForTest()
    const names = ['Vague', 'Tagged (USA)', 'Exact (Europe)']
    await call(hub, 'POST', '/api/library/games', { as: asOwner, body: { platform: 'gba', names } })
    const before = await romsByFile(hub)
    const folder = await folderWith({
      'gba/Vague (Japan).gba': '1',
      'gba/Tagged (Europe).gba': '2',
      'gba/exact (EUROPE).zip': '3',
    })
    await addFolder(hub, folder)
    const after = await romsByFile(hub)
    expect(after['Vague (Japan).gba']).toMatchObject({ id: before['Vague.gba']?.id, origin: 'folder' })
    expect(after['exact (EUROPE).zip']?.id).toBe(before['Exact (Europe).gba']?.id)
    expect(after['Tagged (USA).gba']).toMatchObject({ id: before['Tagged (USA).gba']?.id, origin: 'name' })
    expect(after['Tagged (Europe).gba']?.id).not.toBe(before['Tagged (USA).gba']?.id)
    // The name by which the device knows it is still there to be matched.
    expect(after['Vague (Japan).gba']?.files.map((file) => file.file_name)).toEqual([
      'Vague (Japan).gba',
      'Vague.gba',
    ])
  })

  test('nothing is touched by a scan that finds nothing new', async () => {
    const hub = await hubForTest()
    await addFolder(
      hub,
      await folderWith({ 'gba/Game.gba': 'x', 'psx/Two/a.cue': 'a', 'psx/Two/b.bin': 'b' }),
    )
    await hashAll(hub)
    const before = await romPage(hub)
    await hub.clock.advance(60_000)
    await scan(hub)
    expect(await romPage(hub)).toEqual(before)
  })
})

describe('names of a card', () => {
  test('are shown before they are stored, then stored once', async () => {
    const hub = await hubForTest()
    await addFolder(hub, await folderWith({ 'gba/Known (USA).gba': 'x' }))
    const names = [
      'Roms\\GBA\\Known (USA).gba',
      '/mnt/SDCARD/Roms/GBA/Known.gba',
      'Roms/MEGADRIVE/Sonic.md',
      'Saves/GBA/Emerald (USA).srm',
      'Saves/GBA/Emerald (USA).state.1',
      'Roms/GBA/Imgs/Known.png',
      'Roms/GBA/.hidden.gba',
      'Roms/GBA/a\u0007b.gba',
      'No Platform.gba',
      '',
      '  Dr. Mario vol.2  ',
    ]
    const preview = await importNames(hub, { names: names.slice(0, -1) })
    expect(preview).toMatchObject({ preview: true, added: 2 })
    expect(preview.lines.map(({ outcome, platform, file_name: name }) => [outcome, platform, name])).toEqual([
      ['known', 'gba', 'Known (USA).gba'],
      ['alias', 'gba', 'Known.gba'],
      ['new', 'genesis', 'Sonic.md'],
      ['new', 'gba', 'Emerald (USA).gba'],
      ['known', 'gba', 'Emerald (USA).gba'],
      ['refused', 'gba', null],
      ['refused', 'gba', null],
      ['refused', 'gba', null],
      ['refused', null, null],
    ])
    expect((await romPage(hub)).total).toBe(1)

    const stored = await importNames(hub, { names, platform: 'nes', preview: false })
    expect(stored).toMatchObject({ preview: false, added: 4 })
    const roms = await romsByFile(hub)
    expect(Object.keys(roms).sort()).toEqual([
      'Dr. Mario vol.2.nes',
      'Emerald (USA).gba',
      'Known (USA).gba',
      'No Platform.gba',
      'Sonic.md',
    ])
    expect(roms['Known (USA).gba']?.files.map((file) => file.file_name)).toEqual([
      'Known (USA).gba',
      'Known.gba',
    ])
    expect(roms['Sonic.md']).toMatchObject({ origin: 'name', missing_from_fs: true, fs_size_bytes: 0 })

    const again = await importNames(hub, { names, platform: 'nes', preview: false })
    expect(again.added).toBe(0)
    expect(again.lines.every(({ outcome }) => outcome === 'known' || outcome === 'refused')).toBe(true)
    expect(await romsByFile(hub)).toEqual(roms)
  })

  test('thousands at once, and no more', async () => {
    const hub = await hubForTest()
    const names = Array.from(
      { length: 5_000 },
      (_, index) => `A game with a rather long name, number ${index} (USA)`,
    )
    expect(await importNames(hub, { names, platform: 'gba', preview: false })).toMatchObject({ added: 5_000 })
    expect((await romPage(hub)).total).toBe(5_000)
    const body = { names: [...names, 'one more'], platform: 'gba' }
    expect(await call(hub, 'POST', '/api/library/import', { as: asOwner, body })).toMatchObject({
      status: 422,
    })
  })
})

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
