import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { asOwner, call, hubForTest } from './call'
import { addFolder, folderWith, hashAll, put, romPage, romsByFile, scan } from './library-steps'

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
      '<b>Game.gba',
      "Robert'); DROP TABLE games;--.gba",
      'a"b.gba',
    ]
    const twins = ['Twin.gba', 'twin.gba', 'Pok\u00E9mon.gba', 'Poke\u0301mon.gba']
    const bad = ['x\\..\\evil.gba', 'line\nbreak.gba', 'turned\u202Eabg.gba', 'bell\u0007.gba']
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
    await hashAll(hub)
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
    expect(JSON.stringify(reply.body)).toMatch(/"outcome":"refused"|cannot be stored/)
    expect((await romPage(hub)).total).toBe(0)
  })
})
