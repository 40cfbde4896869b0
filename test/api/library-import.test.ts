import { describe, expect, test } from 'vitest'
import { importGames } from '../../shared/api/library'
import type { TestHub } from '../helpers/hub'
import { asOwner, call, hubForTest } from './call'
import { addFolder, folderWith, hashAll, romPage, romsByFile } from './library-steps'

async function importNames(hub: TestHub, body: Record<string, unknown>) {
  const reply = await call(hub, 'POST', '/api/library/import', { as: asOwner, body })
  expect(reply).toMatchObject({ status: 200 })
  return importGames.answer.parse(reply.body)
}

describe('names of a card', () => {
  test('are shown before they are stored, then stored once', async () => {
    const hub = await hubForTest()
    await addFolder(hub, await folderWith({ 'gba/Known (USA).gba': 'x' }))
    await hashAll(hub)
    const names = [
      'Roms\\GBA\\Known (USA).gba',
      '/mnt/SDCARD/Roms/GBA/Known.gba',
      'Roms/MEGADRIVE/Sonic.md',
      'Saves/GBA/Emerald (USA).srm',
      'Saves/GBA/Emerald (USA).state.1',
      'Roms/GBA/Imgs/Known.png',
      'Roms/GBA/.hidden.gba',
      'Roms/GBA/a\u0007b.gba',
      'No Platform.zip',
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
      'No Platform.zip',
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
