import { expect, test } from 'vitest'
import { z } from 'zod'
import {
  lineHoldings,
  type LineHoldings,
  listSessionOperations,
  listSyncStatus,
  type DeviceSyncStatus,
} from '../../shared/api/sync-status'
import type { TestHub } from '../helpers/hub'
import { game, type Handheld, handheld, play, saveOf, savesHub, someSave } from './saves-steps'
import { action, confirm, decide, entry, negotiated, twoThatPlayed } from './sync-steps'
import { ask, member } from './token-steps'

async function statusOf(hub: TestHub, { id }: Handheld): Promise<DeviceSyncStatus | undefined> {
  const answer = await ask(hub, 'window', 'GET', '/api/sync/status')
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return listSyncStatus.answer.parse(answer.body).find(({ device_id }) => device_id === id)
}

async function holdings(hub: TestHub, query = `rom_id=${game.id}`): Promise<LineHoldings[]> {
  const answer = await ask(hub, 'window', 'GET', `/api/sync/holdings?${query}`)
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return z.array(z.strictObject(lineHoldings.shape)).parse(answer.body)
}

async function stateOf(hub: TestHub, { id }: Handheld): Promise<string | undefined> {
  const [line] = await holdings(hub)
  return line?.devices.find(({ device_id }) => device_id === id)?.state
}

test('a device: what was seen of it, and "never synced" is not "up to date"', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  expect(await statusOf(hub, pocket)).toMatchObject({
    never_synced: true,
    last_upload_at: null,
    last_negotiated_at: null,
    lines_current: 0,
    clock_skew_ms: null,
    active_session_id: null,
  })
  await hub.clock.advance(1_000)
  const bytes = someSave()
  saveOf(await play(hub, pocket, bytes))
  await hub.clock.advance(1_000)
  const hour = 60 * 60_000
  const { session_id } = await negotiated(hub, pocket, [entry(bytes, { updated_at: '2026-03-01T13:00:02Z' })])
  expect(await statusOf(hub, pocket)).toMatchObject({
    never_synced: false,
    last_upload_at: '2026-03-01T12:00:01.000Z',
    last_negotiated_at: '2026-03-01T12:00:02.000Z',
    last_contact_at: '2026-03-01T12:00:02.000Z',
    lines_current: 1,
    lines_behind: 0,
    clock_skew_ms: hour,
    active_session_id: session_id,
  })
})

test('a clock that is behind shows by progress from before its own beginning', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  saveOf(await play(hub, pocket, someSave()))
  await negotiated(hub, pocket, [entry(someSave(), { updated_at: '2026-03-01T11:00:00Z' })])
  expect(await statusOf(hub, pocket)).toMatchObject({ clock_skew_ms: -60 * 60_000 })
})

test('a line: who holds which version, how that is known, and what was refused', async () => {
  const hub = await savesHub()
  const { pocket, deck, first, head, ofDeck } = await twoThatPlayed(hub)
  const third = await handheld(hub, 'Third')
  expect(await play(hub, deck, ofDeck)).toMatchObject({ status: 409 })
  const [line] = await holdings(hub)
  const of = ({ id }: Handheld) => line?.devices.find(({ device_id }) => device_id === id)
  expect(line).toMatchObject({ rom_id: game.id, rom_name: 'Test Game (USA)', head_version_id: head.id })
  expect(of(pocket)).toMatchObject({
    state: 'up-to-date',
    version_id: head.id,
    how: 'upload',
    doubtful: false,
  })
  expect(of(deck)).toMatchObject({
    state: 'conflict',
    version_id: first.id,
    how: 'confirm',
    refused: { reason: 'unseen', at: '2026-03-01T12:00:00.000Z' },
    conflict_id: expect.any(Number) as number,
  })
  expect(of(third)).toMatchObject({ state: 'never-synced', version_id: null, how: null, refused: null })
  await decide(hub, 'hub')
  expect(await stateOf(hub, deck)).toBe('decided')
  await confirm(hub, deck, head.id)
  expect(await stateOf(hub, deck)).toBe('up-to-date')
  expect(await holdings(hub, `rom_id=${game.id}&device_id=${deck.id}`)).toMatchObject([
    { devices: [{ device_id: deck.id }] },
  ])
  expect(await holdings(hub, `after=${line?.line_id}`)).toEqual([])
})

test('an offer that is not taken in two sessions is not on the device, and not pending', async () => {
  const hub = await savesHub()
  const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
  const bytes = someSave()
  const first = saveOf(await play(hub, pocket, bytes))
  expect(await stateOf(hub, deck)).toBe('never-synced')
  expect(await action(hub, deck, [])).toBe('download')
  expect(await stateOf(hub, deck)).toBe('offered')
  expect(await action(hub, deck, [])).toBe('download')
  expect(await stateOf(hub, deck)).toBe('not-on-device')
  await confirm(hub, deck, first.id)
  expect(await stateOf(hub, deck)).toBe('up-to-date')
  saveOf(await play(hub, pocket, someSave()))
  expect(await stateOf(hub, deck)).toBe('behind')
  expect(await action(hub, deck, [entry(bytes)])).toBe('download')
  expect(await action(hub, deck, [entry(bytes)])).toBe('download')
  expect(await stateOf(hub, deck)).toBe('behind')
})

test('a session: what was answered beside what was the same, and what came of it', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  const [one, two] = [someSave(), someSave()]
  saveOf(await play(hub, pocket, one))
  const said = [entry(one), entry(two, { slot: 'two' }), entry(one, { rom_id: 404 })]
  const { session_id } = await negotiated(hub, pocket, said)
  saveOf(await play(hub, pocket, two, { slot: 'two' }))
  const path = `/api/sync/sessions/${session_id}/operations`
  const answer = await ask(hub, 'window', 'GET', path)
  expect(listSessionOperations.answer.parse(answer.body)).toMatchObject([
    { key: 'two', action: 'upload', reason: 'no-head', outcome: 'done' },
    { rom_id: 404, action: 'no_op', reason: 'unknown-game', outcome: null },
  ])
  const robin = await member(hub)
  expect(await ask(hub, robin.as, 'GET', path)).toMatchObject({ status: 404 })
  expect((await ask(hub, robin.as, 'GET', '/api/sync/status')).body).toEqual([])
})
