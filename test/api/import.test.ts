import { symlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fileOf, look, take } from './import-steps'
import { folderWith } from './library-steps'
import { bytesOfVersion, game, handheld, history, play, savesHub, savesOf, someSave } from './saves-steps'
import { ask } from './token-steps'

const named = (ending: string) => `${game.stem}.${ending}`

test('saves of RetroArch: looked at first, then taken in', async () => {
  const hub = await savesHub()
  const [battery, state, clock] = [someSave(), someSave(), someSave()]
  const folder = await folderWith({
    [`saves/mGBA/${named('srm')}`]: battery,
    [`saves/mGBA/${named('rtc')}`]: clock,
    [`states/mGBA/${named('state1')}`]: state,
    'saves/mGBA/Nobody Knows.srm': someSave(),
    'saves/mGBA/readme.txt': 'hello',
  })
  const seen = await look(hub, 'retroarch', folder)
  expect(seen).toMatchObject({
    kind: 'retroarch',
    state: 'ready',
    counts: { new: 3, here: 0, differs: 0, unmatched: 2 },
    result: null,
  })
  expect(fileOf(seen, `saves/mGBA/${named('srm')}`)).toMatchObject({
    kind: 'save',
    key: 'autosave',
    outcome: 'new',
    becomes: 'head',
    game: { rom_id: game.id, platform: 'gba' },
    person: { name: 'owner' },
  })
  expect(fileOf(seen, 'saves/mGBA/Nobody Knows.srm')).toMatchObject({ reason: 'no-game' })
  expect(fileOf(seen, 'saves/mGBA/readme.txt')).toMatchObject({ reason: 'not-a-save' })
  expect(await history(hub)).toEqual([])
  const { result, job } = await take(hub, seen.id)
  expect(job).toMatchObject({ kind: 'import', state: 'done', problems: [] })
  expect(result).toMatchObject({ became_head: 3, kept_beside: 0, left_out: 2, failed: 0 })
  const lines = (await ask(hub, 'window', 'GET', `/api/lines?rom_id=${game.id}`)).body as object[]
  expect(lines).toHaveLength(3)
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'file', key: named('rtc') }),
      expect.objectContaining({ kind: 'save', key: 'autosave' }),
      expect.objectContaining({ kind: 'state', key: `mGBA/${named('state1')}` }),
    ]),
  )
  const bytes = await Promise.all((await history(hub)).map(({ id }) => bytesOfVersion(hub, id)))
  expect(bytes).toEqual(expect.arrayContaining([battery, clock, state]))
  expect((await look(hub, 'retroarch', folder)).counts).toEqual({ new: 0, here: 3, differs: 0, unmatched: 2 })
})

test('what the hub has stays the head, unless a person chooses the import; the bin takes that back', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  const [own, other] = [someSave(), someSave()]
  await play(hub, pocket, own)
  const folder = await folderWith({ [named('srm')]: other })
  const first = await look(hub, 'retroarch', folder)
  expect(fileOf(first, named('srm'))).toMatchObject({ outcome: 'differs', becomes: 'beside' })
  expect(await take(hub, first.id)).toMatchObject({ result: { became_head: 0, kept_beside: 1 } })
  expect((await savesOf(hub, pocket.as)).map(({ file_size_bytes: size }) => size)).toEqual([own.length])
  const again = await look(hub, 'retroarch', folder)
  expect(fileOf(again, named('srm'))).toMatchObject({ outcome: 'here', becomes: 'nothing' })
  const { result } = await take(hub, again.id, { files: [{ file: 0, newest: 'import' }] })
  expect(result).toMatchObject({ became_head: 1 })
  const headId = result?.heads[0]?.versions[0] ?? 0
  expect(await bytesOfVersion(hub, headId)).toEqual(other)
  expect((await savesOf(hub, pocket.as)).at(-1)).toMatchObject({ id: headId })
  await ask(hub, 'window', 'POST', '/api/versions/delete', { json: { versions: [headId] } })
  const [left] = await savesOf(hub, pocket.as)
  expect(await bytesOfVersion(hub, left?.id ?? 0)).toEqual(own)
})

test('of two cores the newer save becomes the head, and the other is kept beside it', async () => {
  const hub = await savesHub()
  const [old, recent] = [someSave(), someSave()]
  const paths = [`saves/gpSP/${named('srm')}`, `saves/mGBA/${named('srm')}`] as const
  const folder = await folderWith({ [paths[0]]: recent, [paths[1]]: old })
  await utimes(join(folder, paths[0]), 2_000_000, 2_000_000)
  await utimes(join(folder, paths[1]), 1_000_000, 1_000_000)
  const seen = await look(hub, 'retroarch', folder)
  expect(paths.map((path) => fileOf(seen, path).becomes)).toEqual(['head', 'beside'])
  const { result } = await take(hub, seen.id)
  expect(result).toMatchObject({ became_head: 1, kept_beside: 1 })
  expect(await bytesOfVersion(hub, result?.heads[0]?.versions[0] ?? 0)).toEqual(recent)
})

test('a person says which game it is', async () => {
  const hub = await savesHub()
  const bytes = someSave()
  const folder = await folderWith({ 'pkmn.srm': bytes })
  const seen = await look(hub, 'retroarch', folder)
  const { file } = fileOf(seen, 'pkmn.srm')
  const run = (choices: object) => ask(hub, 'window', 'POST', `/api/import/${seen.id}/run`, { json: choices })
  expect(await run({ files: [{ file, rom_id: 99 }] })).toMatchObject({ status: 404 })
  expect(await run({ files: [{ file: 7 }] })).toMatchObject({ status: 422 })
  const { result } = await take(hub, seen.id, { files: [{ file, rom_id: game.id }] })
  expect(result).toMatchObject({ became_head: 1 })
  expect(await bytesOfVersion(hub, result?.heads[0]?.versions[0] ?? 0)).toEqual(bytes)
})

test('links are named and not followed', async () => {
  const hub = await savesHub()
  const secret = await folderWith({ 'secret.srm': someSave(), [`inner/${named('srm')}`]: someSave() })
  const folder = await folderWith({})
  await symlink(join(secret, 'secret.srm'), join(folder, named('srm')))
  await symlink(join(secret, 'inner'), join(folder, 'saves'))
  const seen = await look(hub, 'retroarch', folder)
  expect(seen.files.map(({ path, reason }) => [path, reason])).toEqual([
    [named('srm'), 'link'],
    ['saves', 'link'],
  ])
})

test('a blank save never takes the place of a real one', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  await play(hub, pocket, someSave())
  const folder = await folderWith({ [named('srm')]: Buffer.alloc(512) })
  const seen = await look(hub, 'retroarch', folder)
  expect(fileOf(seen, named('srm'))).toMatchObject({ is_blank: true, becomes: 'beside' })
  expect(await take(hub, seen.id, { newest: 'import' })).toMatchObject({
    result: { became_head: 0, kept_beside: 1 },
  })
})
