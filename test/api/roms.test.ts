import { describe, expect, test } from 'vitest'
import { argosy, decky, grout } from '../fixtures/strict-clients'
import type { TestHub } from '../helpers/hub'
import { asOwner, basic, call, hubForTest, hubWithPassword, notAuthenticated, ownerBasic } from './call'
import { addFolder, folderWith, put, romOf, romPage, romsByFile, scan } from './library-steps'

const files = {
  'gba/Alpha (USA).gba': 'alpha',
  'gba/Beta (Europe) (En,Fr) (Rev 1) [!].gba': 'beta',
  'gba/.hidden.gba': 'no',
  'gba/Alpha (USA).srm': 'no',
  'gba/Alpha (USA).state1': 'no',
  'gba/cover.png': 'no',
  'megadrive/Gamma.md': 'gamma',
  'psx/Delta/Delta (Disc 1).cue': 'cue1',
  'psx/Delta/Delta (Disc 1).bin': 'bin1',
  'psx/Delta/Delta (Disc 2).cue': 'cue2',
  'psx/Nested/Only One.chd': 'chd',
  'psx/images/Delta.png': 'no',
  'odd machine/Thing.odd': 'odd',
}

async function hubWithGames(): Promise<TestHub> {
  const hub = await hubForTest()
  const { job } = await addFolder(hub, await folderWith(files))
  expect(job).toMatchObject({ state: 'done', problems: [] })
  return hub
}

const get = (hub: TestHub, path: string) => call(hub, 'GET', path, { as: asOwner })

describe('strict clients', () => {
  test('decode every answer of the library, also of games without files', async () => {
    const hub = await hubWithGames()
    const body = { platform: 'snes', names: ['Only A Name'] }
    expect(await call(hub, 'POST', '/api/library/games', { as: asOwner, body })).toMatchObject({
      status: 200,
    })
    const { 'Gamma.md': gamma } = await romsByFile(hub)
    const rated = await call(hub, 'PUT', `/api/roms/${gamma?.id}/props`, { as: asOwner, body: { rating: 7 } })
    expect(rated).toMatchObject({ status: 200, body: { rating: 7, backlogged: false } })

    const platforms = (await get(hub, '/api/platforms')).body
    for (const { platforms: schema } of [grout, argosy, decky]) schema.parse(platforms)
    const roms = (await get(hub, '/api/roms?with_files=true&limit=250')).body
    for (const { roms: schema } of [grout, argosy, decky]) expect(schema.parse(roms).total).toBe(7)
    for (const { id } of argosy.roms.parse(roms).items) {
      const rom = (await get(hub, `/api/roms/${id}`)).body
      argosy.rom.parse(rom)
      decky.rom.parse(rom)
    }
    const ids = argosy.identifiers.parse((await get(hub, '/api/roms/identifiers')).body)
    expect(new Set(ids)).toEqual(new Set(argosy.roms.parse(roms).items.map(({ id }) => id)))
    expect(argosy.identifiers.parse((await get(hub, '/api/platforms/identifiers')).body)).toHaveLength(5)
    argosy.permissions.parse((await get(hub, '/api/permissions/me')).body)
  })

  test.each([
    '/api/collections',
    '/api/collections?is_favorite=true',
    '/api/collections/smart',
    '/api/collections/virtual?type=collection',
    '/api/collections/identifiers',
    '/api/firmware',
    '/api/firmware?platform_id=1',
  ])('an empty list: %s', async (path) => {
    const hub = await hubForTest()
    expect(await get(hub, path)).toMatchObject({ status: 200, body: [] })
  })

  test('config binds nothing; a collection is refused in words', async () => {
    const hub = await hubForTest()
    expect(await get(hub, '/api/config')).toMatchObject({ status: 200, body: { PLATFORMS_BINDING: {} } })
    expect(await call(hub, 'POST', '/api/collections?is_favorite=true', { as: asOwner })).toMatchObject({
      status: 403,
      body: { detail: 'Roost keeps no collections' },
    })
    expect(await call(hub, 'PUT', '/api/collections/3', { as: asOwner })).toMatchObject({ status: 404 })
  })

  test.each(['/api/platforms', '/api/roms', '/api/roms/1', '/api/roms/1/content/x', '/api/library/folders'])(
    'nobody gets in without a credential: %s',
    async (path) => {
      const hub = await hubForTest()
      expect(await call(hub, 'GET', path)).toMatchObject({ status: 401, body: notAuthenticated })
    },
  )
})

describe('the list', () => {
  test('says what a name says, and knows platforms by other names', async () => {
    const hub = await hubWithGames()
    const roms = await romsByFile(hub)
    expect(roms['Beta (Europe) (En,Fr) (Rev 1) [!].gba']).toMatchObject({
      name: 'Beta',
      platform_slug: 'gba',
      platform_fs_slug: 'gba',
      fs_name_no_ext: 'Beta (Europe) (En,Fr) (Rev 1) [!]',
      fs_name_no_tags: 'Beta',
      fs_extension: 'gba',
      fs_path: 'roms/gba',
      full_path: 'roms/gba/Beta (Europe) (En,Fr) (Rev 1) [!].gba',
      fs_size_bytes: 4,
      regions: ['Europe'],
      languages: ['En', 'Fr'],
      tags: ['!'],
      revision: '1',
      has_simple_single_file: true,
      has_multiple_files: false,
      missing_from_fs: false,
    })
    expect(roms['Gamma.md']).toMatchObject({ platform_slug: 'genesis' })
    expect(roms['Thing.odd']).toMatchObject({
      platform_slug: 'odd-machine',
      platform_display_name: 'odd-machine',
    })
    expect(roms['Delta']).toMatchObject({
      has_multiple_files: true,
      has_simple_single_file: false,
      fs_extension: '',
      fs_size_bytes: 12,
      files: [
        {
          file_name: 'Delta (Disc 1).bin',
          full_path: 'roms/psx/Delta/Delta (Disc 1).bin',
          is_top_level: true,
        },
        { file_name: 'Delta (Disc 1).cue' },
        { file_name: 'Delta (Disc 2).cue' },
      ],
    })
    expect(roms['Nested']).toMatchObject({
      has_nested_single_file: true,
      has_multiple_files: false,
      full_path: 'roms/psx/Nested/Only One.chd',
    })
    expect(Object.keys(roms)).toHaveLength(6)
  })

  test('ids begin at a random base and are never used again', async () => {
    const bases = new Set<number>()
    for (const _round of [1, 2]) {
      const hub = await hubWithGames()
      for (const rom of (await romPage(hub)).items) {
        for (const id of [rom.id, rom.platform_id, ...rom.files.map((file) => file.id)]) {
          expect(id).toBeGreaterThan(1_000_000)
          expect(id).toBeLessThan(1_000_000_100 + 1_000_000)
        }
        bases.add(rom.id)
      }
    }
    expect(bases.size).toBe(12)
  })

  test('pages are exact, stable and complete in every order', async () => {
    const hub = await hubForTest()
    const names = Array.from({ length: 53 }, (_, index) => [`gba/Game ${index % 7}/part ${index}.gba`, 'x'])
    await addFolder(
      hub,
      await folderWith({ ...Object.fromEntries(names), 'gb/a.gb': '1', 'gb/B.gb': '2', 'gb/c.gb': '3' }),
    )
    for (const order of [
      'name',
      'id',
      'fs_name',
      'fs_size_bytes',
      'created_at',
      'updated_at',
      'platform_id',
    ]) {
      for (const direction of ['asc', 'desc']) {
        const query = `&order_by=${order}&order_dir=${direction}`
        const all = await romPage(hub, `&limit=10000${query}`)
        const pages = []
        for (let offset = 0; offset < all.total; offset += 3) {
          const page = await romPage(hub, `&limit=3&offset=${offset}${query}`)
          expect(page).toMatchObject({ total: 10, limit: 3, offset })
          expect(page.items).toHaveLength(Math.min(3, 10 - offset))
          pages.push(...page.items)
        }
        expect(pages.map(({ id }) => id)).toEqual(all.items.map(({ id }) => id))
      }
    }
    const byName = await romPage(hub, '&limit=3&order_by=name')
    expect(byName.items.map(({ name }) => name)).toEqual(['a', 'B', 'c'])
    expect(await romPage(hub, '&offset=10')).toMatchObject({ total: 10, items: [] })
  })

  test.each([
    'limit=-1',
    'limit=0',
    'limit=10001',
    'limit=x',
    'limit=1e99',
    'offset=-1',
    'offset=99999999999',
    'offset=0.5',
  ])('a bad page is 422: %s', async (query) => {
    const hub = await hubForTest()
    expect(await get(hub, `/api/roms?${query}`)).toMatchObject({
      status: 422,
      body: {
        detail: expect.arrayContaining([expect.objectContaining({ loc: ['query', expect.any(String)] })]),
      },
    })
  })

  test('one platform, several, both words for it; search by name, file and other names', async () => {
    const hub = await hubWithGames()
    const platforms = decky.platforms.parse((await get(hub, '/api/platforms')).body)
    const idOf = (slug: string) => platforms.find((platform) => platform.slug === slug)?.id
    const namesOf = async (query: string) => (await romPage(hub, query)).items.map(({ name }) => name)
    expect(await namesOf(`&platform_ids=${idOf('gba')}&platform_id=${idOf('gba')}`)).toEqual([
      'Alpha',
      'Beta',
    ])
    expect(await namesOf(`&platform_ids=${idOf('gba')}&platform_ids=${idOf('genesis')}`)).toEqual([
      'Alpha',
      'Beta',
      'Gamma',
    ])
    expect((await romPage(hub, `&platform_ids=${idOf('gba')}&limit=1`)).total).toBe(2)
    expect(await namesOf('&platform_ids=1')).toEqual([])
    expect(await namesOf('&search_term=ALPH')).toEqual(['Alpha'])
    expect(await namesOf('&search_term=europe')).toEqual(['Beta'])
    expect(await namesOf('&search_term=%25')).toEqual([])
    expect((await romPage(hub, '')).items.every((rom) => rom.files.length > 0)).toBe(true)
    const bare = await get(hub, '/api/roms')
    expect(argosy.roms.parse(bare.body).items.every((rom) => rom.files.length === 0)).toBe(true)
  })

  test('updated_after shows what changed since', async () => {
    const hub = await hubForTest()
    const folder = await folderWith({ 'gba/Old.gba': 'old' })
    await addFolder(hub, folder)
    await hub.clock.advance(60_000)
    await put(folder, { 'gba/New.gba': 'new' })
    await scan(hub)
    const since = new Date(hub.clock.now() - 1).toISOString()
    expect((await romPage(hub, `&updated_after=${since}`)).items.map(({ name }) => name)).toEqual(['New'])
    expect(
      (await romPage(hub, `&updated_after=${encodeURIComponent('2000-01-01T00:00:00+02:00')}`)).total,
    ).toBe(2)
    expect(await get(hub, '/api/roms?updated_after=yesterday')).toMatchObject({ status: 422 })
  })

  test('what is not there is 404 in the words of the wire', async () => {
    const hub = await hubForTest()
    expect(await get(hub, '/api/roms/5')).toMatchObject({
      status: 404,
      body: { detail: "Rom with id '5' not found" },
    })
    expect(await get(hub, '/api/platforms/5')).toMatchObject({ status: 404 })
    expect(await get(hub, '/api/roms/x')).toMatchObject({ status: 422 })
    expect(await get(hub, '/api/roms/by-hash')).toMatchObject({ status: 404 })
  })
})

describe('notes', () => {
  test('an own note is written, changed and read back; nobody changes another one', async () => {
    const hub = await hubWithPassword()
    await addFolder(hub, await folderWith(files))
    await hub.people.add('kim', { password: 'another one' })
    const { 'Gamma.md': rom } = await romsByFile(hub)
    const note = { title: 'romm-sync:playtime', content: '{"seconds":5}', is_public: false }
    const kim = basic('kim', 'another one')
    const made = await call(hub, 'POST', `/api/roms/${rom?.id}/notes`, { as: kim, body: note })
    expect(made).toMatchObject({ status: 201, body: { ...note, username: 'kim', rom_id: rom?.id } })
    const { id } = decky.note.parse(made.body)
    const path = `/api/roms/${rom?.id}/notes/${id}`

    const change = { content: '{"seconds":9}' }
    expect(await call(hub, 'PUT', path, { as: ownerBasic, body: change })).toMatchObject({ status: 404 })
    expect(await call(hub, 'PUT', path, { as: kim, body: change })).toMatchObject({
      status: 200,
      body: { ...note, ...change },
    })
    expect((await romOf(hub, rom?.id ?? 0)).all_user_notes).toEqual([])
    await call(hub, 'PUT', path, { as: kim, body: { is_public: true } })
    expect(await call(hub, 'PUT', path, { as: ownerBasic, body: change })).toMatchObject({ status: 404 })
    expect((await romOf(hub, rom?.id ?? 0)).all_user_notes).toMatchObject([{ ...change, username: 'kim' }])
    expect(await call(hub, 'POST', '/api/roms/5/notes', { as: kim, body: note })).toMatchObject({
      status: 404,
    })
  })
})
