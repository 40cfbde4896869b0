import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { changeLibraryFolder, importGames, libraryFolder, libraryLook } from '../../shared/api/library'
import { job } from '../../shared/api/jobs'
import type { TestHub } from '../helpers/hub'
import { asOwner, call, hubForTest } from './call'
import { folderWith, jobEnd, romPage, romsByFile } from './library-steps'

type Look = z.infer<typeof libraryLook>

async function look(hub: TestHub, body: Record<string, unknown>): Promise<Look> {
  const reply = await call(hub, 'POST', '/api/library/look', { as: asOwner, body })
  expect(reply).toMatchObject({ status: 200 })
  return libraryLook.parse(reply.body)
}

function platforms({ groups }: Pick<Look, 'groups'>) {
  return Object.fromEntries(groups.map(({ key, platform, added, known }) => [key, [platform, added, known]]))
}

async function add(hub: TestHub, body: Record<string, unknown>): Promise<number> {
  const reply = await call(hub, 'POST', '/api/library/folders', { as: asOwner, body })
  expect(reply).toMatchObject({ status: 201 })
  const answer = changeLibraryFolder.answer.parse(reply.body)
  await jobEnd(hub, answer.job.id)
  return answer.folder.id
}

describe('a folder that was looked at', () => {
  test('shows its platforms and games, stores nothing, and is added as it was said', async () => {
    const hub = await hubForTest()
    const folder = await folderWith({
      'roms/GBA/Emerald (USA).gba': 'a',
      'roms/GBA/Ruby (USA).gba': 'b',
      'roms/My hacks/Emerald hack.gba': 'c',
      'roms/Junk/Thing.bin': 'd',
      'roms/Loose.sfc': 'e',
    })
    const seen = await look(hub, { path: folder, as: 'folder' })
    expect(platforms(seen)).toEqual({
      GBA: ['gba', 2, 0],
      'My hacks': ['my-hacks', 1, 0],
      Junk: ['junk', 1, 0],
      '': ['snes', 1, 0],
    })
    expect(seen).toMatchObject({ path: folder, problems: [], parent: null })
    expect((await romPage(hub)).total).toBe(0)

    const said = { 'My hacks': 'gba', Junk: '', '': 'snes' }
    const again = await look(hub, { path: folder, as: 'folder', platforms: said })
    expect(platforms(again)).toMatchObject({ 'My hacks': ['gba', 1, 0], Junk: [null, 0, 0] })
    expect(again.groups.find(({ key }) => key === 'Junk')).toMatchObject({ left_out: true, refused: 1 })

    const id = await add(hub, { path: folder, platforms: said })
    const roms = await romsByFile(hub)
    expect(Object.entries(roms).map(([name, rom]) => [name, rom.platform_slug])).toEqual(
      expect.arrayContaining([
        ['Emerald (USA).gba', 'gba'],
        ['Ruby (USA).gba', 'gba'],
        ['Emerald hack.gba', 'gba'],
        ['Loose.sfc', 'snes'],
      ]),
    )
    expect(Object.keys(roms)).toHaveLength(4)

    const now = await look(hub, { path: folder, as: 'folder' })
    expect(platforms(now)).toMatchObject({ GBA: ['gba', 0, 2], '': ['snes', 0, 1], Junk: [null, 0, 0] })

    const changed = await call(hub, 'PUT', `/api/library/folders/${id}`, {
      as: asOwner,
      body: { platforms: { ...said, 'My hacks': 'gbc', '': '' } },
    })
    const answer = changeLibraryFolder.answer.parse(changed.body)
    expect(answer.folder.platforms).toEqual({ 'My hacks': 'gbc', Junk: '', '': '' })
    await jobEnd(hub, answer.job.id)
    const after = await romsByFile(hub)
    expect(after['Emerald hack.gba']).toMatchObject({
      id: roms['Emerald hack.gba']?.id,
      platform_slug: 'gbc',
    })
    expect(after['Loose.sfc']).toMatchObject({ id: roms['Loose.sfc']?.id, missing_from_fs: true })
  })

  test('is one platform’s: the folder above is offered, or its files are taken as they lie', async () => {
    const hub = await hubForTest()
    const folder = await folderWith({
      'psx/Seven/Seven.cue': 'a',
      'psx/Eight/Eight.cue': 'b',
      'gb/Tetris.gb': 'c',
    })
    expect(await look(hub, { path: join(folder, 'psx'), as: 'folder' })).toMatchObject({ parent: folder })
    const flat = await look(hub, { path: join(folder, 'gb'), as: 'folder' })
    expect(flat).toMatchObject({ parent: null })
    expect(platforms(flat)).toEqual({ '': ['gb', 1, 0] })
    await add(hub, { path: join(folder, 'gb'), platforms: { '': 'gb' } })
    expect(Object.keys(await romsByFile(hub))).toEqual(['Tetris.gb'])
  })

  test('is refused as adding it would be', async () => {
    const hub = await hubForTest()
    const folder = await folderWith({ 'games/gba/Game.gba': 'x' })
    await add(hub, { path: join(folder, 'games') })
    const refusals: [Record<string, unknown>, number, RegExp][] = [
      [{ path: folder, as: 'folder' }, 409, /is a library folder/],
      [{ path: hub.dataFolder, as: 'folder' }, 409, /data folder/],
      [{ path: join(folder, 'nothing'), as: 'folder' }, 422, /no folder/],
      [{ path: join(folder, 'nothing'), as: 'card' }, 422, /no folder/],
      [{ path: folder, as: 'card', platforms: { GBA: '///' } }, 422, /no letter or digit/],
    ]
    for (const [body, status, detail] of refusals) {
      expect(await call(hub, 'POST', '/api/library/look', { as: asOwner, body })).toMatchObject({
        status,
        body: { detail: expect.stringMatching(detail) },
      })
    }
  })

  test('a folder that cannot be watched says so', async () => {
    const hub = await hubForTest()
    await add(hub, { path: await folderWith({ 'gba/Game.gba': 'x' }) })
    const watched = async () =>
      libraryFolder
        .array()
        .parse((await call(hub, 'GET', '/api/library/folders', { as: asOwner })).body)
        .map((folder) => folder.watched)
    expect(await watched()).toEqual([true])
    hub.watcher.fail(new Error('too many watches'))
    expect(await watched()).toEqual([false])
  })
})

describe('a card', () => {
  const files = {
    'Roms/GBA/Emerald (USA).gba': '',
    'Roms/GBA/Imgs/Emerald (USA).png': '',
    'Roms/Hacks/Kaizo.smc': '',
    'Roms/PS/Seven/Seven.cue': '',
    'Roms/PS/Seven/Seven (Track 1).bin': '',
    'Roms/Mystery/Thing.zip': '',
    'Saves/GB/Tetris.srm': '',
    'BIOS/gba/gba_bios.bin': '',
    '.hidden/GBA/No.gba': '',
    'readme.txt': '',
  }

  test('gives the names of its games, by what it says about platforms and what a person says', async () => {
    const hub = await hubForTest()
    const card = await folderWith(files)
    const seen = await look(hub, { path: card, as: 'card' })
    expect(platforms(seen)).toEqual({
      'Roms/GBA': ['gba', 1, 0],
      'Roms/Hacks/*.smc': ['snes', 1, 0],
      'Roms/PS': ['psx', 1, 0],
      'Roms/Mystery/*.zip': [null, 0, 0],
      'Saves/GB': ['gb', 1, 0],
    })
    expect((await romPage(hub)).total).toBe(0)

    const body = { path: card, platforms: { 'Roms/Mystery/*.zip': 'arcade', 'Roms/Hacks/*.smc': '' } }
    const reply = await call(hub, 'POST', '/api/library/card', { as: asOwner, body })
    expect(reply).toMatchObject({ status: 200 })
    expect(platforms(libraryLook.parse(reply.body))).toMatchObject({
      'Roms/Mystery/*.zip': ['arcade', 1, 0],
      'Roms/Hacks/*.smc': [null, 0, 0],
    })
    const roms = await romsByFile(hub)
    expect(Object.keys(roms).sort()).toEqual(['Emerald (USA).gba', 'Seven.cue', 'Tetris.gb', 'Thing.zip'])
    expect(Object.values(roms).every(({ origin }) => origin === 'name')).toBe(true)
    expect((await readdir(card)).sort()).toEqual(['.hidden', 'BIOS', 'Roms', 'Saves', 'readme.txt'])

    const now = await look(hub, { path: card, as: 'card', platforms: body.platforms })
    expect(now.groups.every(({ added }) => added === 0)).toBe(true)
  })
})

test('pasted names are gathered by what tells their platform, which a person may change', async () => {
  const hub = await hubForTest()
  const names = ['Emerald.gba', 'Ruby.gba', 'Kirby.nes', 'No ending', 'SNES/Chrono.sfc']
  const preview = async (said: Record<string, string>) => {
    const body = { names, platforms: said }
    return importGames.answer.parse(
      (await call(hub, 'POST', '/api/library/import', { as: asOwner, body })).body,
    )
  }
  expect(platforms(await preview({}))).toEqual({
    '*.gba': ['gba', 2, 0],
    '*.nes': ['nes', 1, 0],
    '*': [null, 0, 0],
    SNES: ['snes', 1, 0],
  })
  expect(platforms(await preview({ '*': 'gb', '*.nes': 'famicom', SNES: '' }))).toEqual({
    '*.gba': ['gba', 2, 0],
    '*.nes': ['famicom', 1, 0],
    '*': ['gb', 1, 0],
    SNES: [null, 0, 0],
  })
})

test('jobs are listed, running and ended', async () => {
  const hub = await hubForTest()
  expect((await call(hub, 'GET', '/api/jobs', { as: asOwner })).body).toEqual([])
  await add(hub, { path: await folderWith({ 'gba/Game.gba': 'x' }) })
  const jobs = job.array().parse((await call(hub, 'GET', '/api/jobs', { as: asOwner })).body)
  expect(jobs[0]).toMatchObject({ kind: 'scan', state: 'done', done: 1, total: 1 })
})
