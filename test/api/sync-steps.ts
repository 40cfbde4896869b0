import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { z } from 'zod'
import { negotiateSync, type SyncOperation, syncSession, type SyncSession } from '../../shared/api/sync'
import { listLines, type SaveLine } from '../../shared/api/versions'
import type { TestHub } from '../helpers/hub'
import { conflict, type Conflict } from '../../shared/api/conflicts'
import { bytesOfVersion, game, type Handheld, handheld, history, play, saveOf, someSave } from './saves-steps'
import { type Answer, ask, paired } from './token-steps'

export const scopes = ['me.read', 'roms.read', 'assets.read', 'assets.write', 'devices.read', 'devices.write']

/** A paired device of a program that repeats the hub's hash instead of hashing what it holds (clients.md 6.5). */
export async function argosy(hub: TestHub, name = 'Odin'): Promise<Handheld> {
  const { access_token: token, device_id: id } = await paired(hub, {
    client_device_identifier: `argosy-${name}`,
    name,
    client: 'argosy-launcher',
    platform: 'Android',
    requested_scopes: scopes,
  })
  return { as: `Bearer ${token}`, id }
}

export function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex')
}

/** What a handheld says of its save in the shared slot of the first game. */
export function entry(bytes: Uint8Array | string | null, change: object = {}): object {
  const hash = bytes === null || typeof bytes === 'string' ? bytes : md5(bytes)
  return {
    rom_id: game.id,
    file_name: 'Test Game (USA).srm',
    slot: 'autosave',
    emulator: 'mGBA',
    content_hash: hash,
    updated_at: '2026-03-01T11:00:00Z',
    file_size_bytes: 512,
    ...change,
  }
}

export function negotiating(hub: TestHub, { as, id }: Handheld, saves: readonly object[]): Promise<Answer> {
  return ask(hub, as, 'POST', '/api/sync/negotiate', { json: { device_id: id, saves } })
}

export interface Negotiated {
  readonly session_id: number
  readonly operations: readonly SyncOperation[]
}

/** Negotiates, with nothing in the answer missing, misspelt or too much. */
export async function negotiated(
  hub: TestHub,
  device: Handheld,
  saves: readonly object[],
): Promise<Negotiated> {
  const answer = await negotiating(hub, device, saves)
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return z.strictObject(negotiateSync.answer.shape).parse(answer.body)
}

/** The one operation for what the handheld says; null for none. */
export async function operation(
  hub: TestHub,
  device: Handheld,
  saves: readonly object[],
): Promise<SyncOperation | null> {
  const { operations } = await negotiated(hub, device, saves)
  expect(operations.length).toBeLessThanOrEqual(1)
  return operations[0] ?? null
}

/** What is to be done, operation by operation. */
export async function actions(
  hub: TestHub,
  device: Handheld,
  saves: readonly object[],
): Promise<SyncOperation['action'][]> {
  return (await negotiated(hub, device, saves)).operations.map(({ action: each }) => each)
}

/** The action for one entry. */
export async function action(
  hub: TestHub,
  device: Handheld,
  saves: readonly object[],
): Promise<SyncOperation['action'] | null> {
  return (await operation(hub, device, saves))?.action ?? null
}

export function complete(
  hub: TestHub,
  { as }: Handheld,
  session: number,
  said: object = {},
): Promise<Answer> {
  return ask(hub, as, 'POST', `/api/sync/sessions/${session}/complete`, { json: said })
}

export async function sessionOf(hub: TestHub, { as }: Handheld, id: number): Promise<SyncSession> {
  const answer = await ask(hub, as, 'GET', `/api/sync/sessions/${id}`)
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return z.strictObject(syncSession.shape).parse(answer.body)
}

/** The device says that it holds this save now. */
export async function confirm(hub: TestHub, { as, id }: Handheld, save: number): Promise<void> {
  const answer = await ask(hub, as, 'POST', `/api/saves/${save}/downloaded`, { json: { device_id: id } })
  expect(answer, answer.text).toMatchObject({ status: 200 })
}

/** The lines of the first game. */
export async function linesOf(hub: TestHub, query = `rom_id=${game.id}`): Promise<SaveLine[]> {
  const answer = await ask(hub, 'window', 'GET', `/api/lines?${query}`)
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return listLines.answer.parse(answer.body)
}

export async function conflictsOf(hub: TestHub, state: 'open' | 'closed' = 'open'): Promise<Conflict[]> {
  const answer = await ask(hub, 'window', 'GET', `/api/conflicts?state=${state}`)
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return z.array(z.strictObject(conflict.shape)).parse(answer.body)
}

/** The only open entry. */
export async function theConflict(hub: TestHub): Promise<Conflict> {
  const [open, ...more] = await conflictsOf(hub)
  expect(more).toEqual([])
  if (!open) throw new Error('The inbox is empty')
  return open
}

export function deciding(
  hub: TestHub,
  { id, head_version_id: head }: Pick<Conflict, 'id' | 'head_version_id'>,
  keep: 'hub' | 'device' | 'both',
): Promise<Answer> {
  return ask(hub, 'window', 'POST', `/api/conflicts/${id}/decide`, { json: { keep, head } })
}

/** The owner decides about the only open entry. */
export async function decide(hub: TestHub, keep: 'hub' | 'device' | 'both'): Promise<Conflict> {
  const answer = await deciding(hub, await theConflict(hub), keep)
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return conflict.parse(answer.body)
}

/** Two handhelds that started from one save, and then both played offline; the first one synced. */
export async function twoThatPlayed(hub: TestHub) {
  const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
  const [start, ofPocket, ofDeck] = [someSave(), someSave(), someSave()]
  const first = saveOf(await play(hub, pocket, start))
  await confirm(hub, deck, first.id)
  const head = saveOf(await play(hub, pocket, ofPocket))
  return { pocket, deck, start, ofPocket, ofDeck, first, head }
}

/** The bytes of every version of the first game there ever were, as hexadecimal digests. */
export async function keptContents(hub: TestHub): Promise<string[]> {
  const kept = []
  for (const { id } of await history(hub)) kept.push(md5(await bytesOfVersion(hub, id)))
  return kept
}
