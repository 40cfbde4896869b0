import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exportManifestName } from '../../shared/api/export'
import type { TestHub } from '../helpers/hub'
import { unzip } from '../helpers/unzip'
import { tamper } from './household-steps'
import {
  game,
  handheld,
  otherGame,
  play,
  saveOf,
  savesHub,
  send,
  slotlessClient,
  someSave,
  upload,
} from './saves-steps'
import { sha256Of } from './storage-steps'
import type { Caller } from './token-steps'

const ownerPassword = 'correct horse'
const asOwner: Caller = `Basic ${Buffer.from(`owner:${ownerPassword}`).toString('base64')}`

const hubWithGames = () => savesHub({ config: { admin: { name: 'owner', password: ownerPassword } } })

function ask(hub: TestHub, json: unknown, as = asOwner) {
  const headers = { 'content-type': 'application/json' }
  return send(hub, as, 'POST', '/api/export', { body: Buffer.from(JSON.stringify(json)), headers })
}

async function exported(hub: TestHub, choice: object = {}) {
  const answer = await ask(hub, { format: 'zip', ...choice })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('application/zip')
  expect(Number(answer.headers.get('content-length'))).toBe(answer.bytes.length)
  const files = await unzip(answer.bytes)
  const manifest = JSON.parse(files.get(exportManifestName)?.toString() ?? '') as {
    files: { path: string; sha256: string; is_head: boolean }[]
    missing: { path: string }[]
  }
  files.delete(exportManifestName)
  return { files, manifest, answer }
}

test('current saves, under names that people and emulators know', async () => {
  const hub = await hubWithGames()
  const pocket = await handheld(hub)
  const [old, current, slotless] = [someSave(100), someSave(200), someSave(300)]
  await play(hub, pocket, old)
  await play(hub, pocket, current)
  await upload(hub, await slotlessClient(hub), {
    bytes: slotless,
    name: 'Other Game.rtc',
    query: { rom_id: otherGame.id },
  })
  const { files, manifest, answer } = await exported(hub)
  expect(files).toEqual(
    new Map([
      ['owner/gba/Other Game/files/Other Game.rtc', slotless],
      [`owner/gba/${game.stem}/autosave/${game.stem}.srm`, current],
    ]),
  )
  expect(answer.headers.get('content-disposition')).toContain('filename="roost-saves-2026-03-01.zip"')
  expect(manifest).toMatchObject({ format: 'roost-export', version: 1, missing: [] })
  expect(manifest.files).toMatchObject([
    { kind: 'file', key: 'Other Game.rtc', sha256: sha256Of(slotless), platform: 'gba', game: 'Other Game' },
    { kind: 'save', key: 'autosave', sha256: sha256Of(current), device: 'Pocket', is_head: true },
  ])
})

test('with history, also what came before, and what was kept aside; never what is in the bin', async () => {
  const hub = await hubWithGames()
  const pocket = await handheld(hub)
  const [first, second, binned, refused] = [someSave(), someSave(), someSave(), someSave()]
  await play(hub, pocket, first)
  await play(hub, pocket, second)
  const { id } = saveOf(await play(hub, pocket, binned))
  await play(hub, await handheld(hub, 'Deck'), refused)
  const json = Buffer.from(JSON.stringify({ saves: [id] }))
  await send(hub, pocket.as, 'POST', '/api/saves/delete', {
    body: json,
    headers: { 'content-type': 'application/json' },
  })
  const { files, manifest } = await exported(hub, { history: true })
  expect([...files.values()].map(sha256Of).sort()).toEqual([first, second, refused].map(sha256Of).sort())
  const folder = `owner/gba/${game.stem}/autosave`
  expect(files.get(`${folder}/${game.stem}.srm`)).toEqual(second)
  expect(
    [...files.keys()].filter((path) => path.startsWith(`${folder}/history/2026-03-01_12-00-00 `)),
  ).toHaveLength(2)
  expect(manifest.files.filter((file) => file.is_head)).toHaveLength(1)
})

test('one game, one person, or everybody', async () => {
  const hub = await hubWithGames()
  const pocket = await handheld(hub)
  await play(hub, pocket, someSave())
  await upload(hub, pocket.as, { query: { rom_id: otherGame.id, slot: 'two' } })
  const { id: kim } = await hub.people.add('kim', { password: 'a good one' })
  const asKim: Caller = `Basic ${Buffer.from('kim:a good one').toString('base64')}`
  await upload(hub, asKim, { query: { slot: 'autosave' } })
  const paths = async (choice: object) => [...(await exported(hub, choice)).files.keys()]
  expect(await paths({ rom_id: otherGame.id })).toEqual(['owner/gba/Other Game/two/Other Game.srm'])
  expect(await paths({ person: kim })).toEqual([`kim/gba/${game.stem}/autosave/${game.stem}.srm`])
  expect(await paths({ person: 'all' })).toHaveLength(3)
  expect(await ask(hub, { format: 'zip', person: 'all' }, asKim)).toMatchObject({ status: 403 })
  expect(await ask(hub, { format: 'zip', person: 1 }, asKim)).toMatchObject({ status: 403 })
  expect(await ask(hub, { format: 'zip', person: 99_999 })).toMatchObject({ status: 404 })
  expect(await ask(hub, { format: 'tar' })).toMatchObject({ status: 422 })
})

test('names no system trips over, and none twice', async () => {
  const hub = await hubWithGames()
  const pocket = await handheld(hub)
  await tamper(hub, 'UPDATE games SET fs_name = ? WHERE id = ?', 'CON.gba', game.id)
  await tamper(hub, 'UPDATE games SET fs_name = ? WHERE id = ?', 'con.gba', otherGame.id)
  for (const slot of ['..', 'a/b', 'a\\b', 'A_B']) await play(hub, pocket, someSave(), { slot })
  await upload(hub, pocket.as, { query: { rom_id: otherGame.id, slot: 'nul' } })
  const { files } = await exported(hub)
  expect([...files.keys()].sort()).toEqual([
    'owner/gba/_CON/A_B (3)/_CON.srm',
    'owner/gba/_CON/_/_CON.srm',
    'owner/gba/_CON/a_b (2)/_CON.srm',
    'owner/gba/_CON/a_b/_CON.srm',
    'owner/gba/_con (2)/_nul/_con.srm',
  ])
})

test('what is not on the disk is named, and the rest is whole', async () => {
  const hub = await hubWithGames()
  const pocket = await handheld(hub)
  const lost = someSave()
  await play(hub, pocket, lost)
  await play(hub, pocket, someSave(), { slot: 'two' })
  const name = sha256Of(lost)
  await rm(join(hub.dataFolder, 'blobs', name.slice(0, 2), name))
  const { files, manifest } = await exported(hub)
  expect([...files.keys()]).toEqual([`owner/gba/${game.stem}/two/${game.stem}.srm`])
  expect(manifest.missing).toMatchObject([
    { path: `owner/gba/${game.stem}/autosave/${game.stem}.srm`, sha256: name },
  ])
})

test('a game that nobody has is 404, not an empty export', async () => {
  const hub = await hubWithGames()
  expect((await ask(hub, { format: 'zip', rom_id: 99 })).status).toBe(404)
})
