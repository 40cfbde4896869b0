import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { asOwner, call, hubForTest } from './call'
import { addFolder, folderWith, hashAll, put, romPage, romsByFile, scan } from './library-steps'

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
