import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ask } from './token-steps'
import {
  contentOf,
  game,
  handheld,
  play,
  put,
  saveOf,
  savesHub,
  savesOf,
  send,
  slotlessClient,
  someSave,
  upload,
} from './saves-steps'

/** How one client decodes a save: any time without a zone, or null where it may not be, fails the whole list. */
const strict = z.object({
  id: z.number().int(),
  rom_id: z.number().int(),
  user_id: z.number().int(),
  file_name: z.string(),
  file_extension: z.string(),
  file_size_bytes: z.number().int(),
  updated_at: z.iso.datetime(),
  created_at: z.iso.datetime(),
  download_path: z.string().regex(/^\/[\w/]+$/),
  content_hash: z.string().regex(/^[0-9a-f]{32}$/),
  device_syncs: z.array(
    z.object({ device_id: z.string(), is_current: z.boolean(), is_untracked: z.boolean() }),
  ),
})

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex')

test('grout: upload, conflict, download, confirm, overwrite', async () => {
  const hub = await savesHub()
  const [mine, theirs] = [await handheld(hub, 'Mine'), await handheld(hub, 'Theirs')]
  const query = { slot: 'autosave', emulator: 'RetroArch mGBA', autocleanup: true, autocleanup_limit: 10 }
  const [first, second] = [someSave(), someSave()]
  expect(strict.parse((await play(hub, mine, first, query)).body).content_hash).toBe(md5(first))
  // The other one has a save of its own: it asks for the slot, shows both, and the person keeps the hub's.
  expect((await play(hub, theirs, second, query)).status).toBe(409)
  const listed = await savesOf(hub, theirs.as, `rom_id=${game.id}&slot=autosave&device_id=${theirs.id}`)
  const newest = strict.parse(listed.at(-1))
  expect(newest.device_syncs[0]).toMatchObject({ device_id: theirs.id, is_current: false })
  const content = await send(
    hub,
    theirs.as,
    'GET',
    `${newest.download_path}?device_id=${theirs.id}&optimistic=false`,
  )
  expect(content.bytes).toEqual(first)
  const path = `/api/saves/${newest.id}/downloaded`
  saveOf(await ask(hub, theirs.as, 'POST', path, { json: { device_id: theirs.id } }))
  // It plays on, and is the head now; the first one insists on its own.
  saveOf(await play(hub, theirs, someSave(), query))
  const kept = someSave()
  expect((await play(hub, mine, kept, query)).status).toBe(409)
  const { id } = saveOf(await play(hub, mine, kept, { ...query, overwrite: true }))
  expect(await contentOf(hub, theirs.as, id)).toEqual(kept)
})

test('grout: a save of random temporary name is one line, named after its game', async () => {
  const hub = await savesHub()
  const { as, id } = await handheld(hub)
  const query = { slot: 'autosave', device_id: id }
  for (const name of ['grout-save-1.zip', 'grout-save-2.zip']) saveOf(await upload(hub, as, { name, query }))
  const names = (await savesOf(hub, as)).map(({ file_name }) => file_name)
  expect(names).toEqual([
    'Test Game (USA) [2026-03-01_12-00-00].zip',
    'Test Game (USA) [2026-03-01_12-00-00-2].zip',
  ])
})

test('Argosy: the last listed of a channel is the newest, of the name it takes the channel from', async () => {
  const hub = await savesHub()
  const { as, id } = await handheld(hub)
  const query = { slot: 'autosave', device_id: id, overwrite: false, autocleanup: false }
  const uploaded = []
  for (let count = 0; count < 3; count += 1) {
    await hub.clock.advance(500)
    uploaded.push(saveOf(await upload(hub, as, { name: 'autosave.srm', query })))
  }
  const listed = z.array(strict).parse(await savesOf(hub, as, `rom_id=${game.id}&device_id=${id}`))
  expect(listed.at(-1)?.id).toBe(uploaded.at(-1)?.id)
  expect(listed.map(({ updated_at }) => updated_at)).toEqual(
    listed.map(({ updated_at }) => updated_at).sort(),
  )
  // Base name, then a date tag `[YYYY-MM-DD[ _]HH-MM-SS[-n]]` (clients.md 7.1): anything else is another channel.
  for (const { file_name: name } of listed) {
    expect(name).toMatch(/^Test Game \(USA\) \[\d{4}-\d\d-\d\d[ _]\d\d-\d\d-\d\d(?:-\d+)?\]\.srm$/)
  }
})

test('decky: shares the autosave with the others under its plain name, and its id stays usable', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  const decky = await slotlessClient(hub)
  const name = `${game.stem}.srm`
  expect(await savesOf(hub, decky)).toEqual([])
  const first = saveOf(await upload(hub, decky, { name, query: { emulator: 'retroarch' } }))
  expect(first).toMatchObject({ file_name: name, slot: 'autosave', device_syncs: [] })
  expect(await savesOf(hub, decky)).toEqual([first])
  expect(saveOf(await ask(hub, decky, 'GET', `/api/saves/${first.id}`))).toEqual(first)

  const mine = someSave()
  const second = saveOf(await put(hub, decky, first.id, mine, { name, query: '?emulator=retroarch' }))
  expect(second.file_name).toBe(name)
  // Handhelds see the same save under its tagged name.
  const [, seen] = await savesOf(hub, pocket.as, `rom_id=${game.id}&device_id=${pocket.id}`)
  expect(seen).toMatchObject({ id: second.id, file_name: 'Test Game (USA) [2026-03-01_12-00-00-2].srm' })
  await send(hub, pocket.as, 'GET', `${seen?.download_path}?device_id=${pocket.id}`)
  const theirs = someSave()
  const third = saveOf(await play(hub, pocket, theirs))
  const listed = await savesOf(hub, decky)
  expect(listed).toMatchObject([{ id: third.id, file_name: name, updated_at: third.updated_at }])
  expect((await send(hub, decky, 'GET', listed[0]?.download_path ?? '')).bytes).toEqual(theirs)
  // It insists on its own by the id it knew: refused; by the head's id it may.
  const last = someSave()
  expect((await put(hub, decky, second.id, last, { name })).status).toBe(409)
  expect(saveOf(await put(hub, decky, third.id, last, { name })).id).toBeGreaterThan(third.id)
})

test('decky: other names are files of their own, and other slots are not shown', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  const decky = await slotlessClient(hub)
  saveOf(await play(hub, pocket, someSave(), { slot: 'two' }))
  saveOf(
    await upload(hub, pocket.as, { name: 'autosave.zip', query: { device_id: pocket.id, slot: 'autosave' } }),
  )
  expect(await savesOf(hub, decky)).toEqual([])
  const clockFile = saveOf(await upload(hub, decky, { name: `${game.stem}.rtc` }))
  expect(clockFile).toMatchObject({ file_name: `${game.stem}.rtc`, slot: null })
  expect(await savesOf(hub, decky)).toEqual([clockFile])
  const odd = saveOf(await upload(hub, decky, { name: 'What? A+B: "x".mcr' }))
  expect((await savesOf(hub, decky)).map(({ file_name }) => file_name)).toContain(odd.file_name)
  expect(odd.file_name).toBe('What? A+B: "x".mcr')
})
