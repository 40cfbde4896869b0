import { describe, expect, test } from 'vitest'
import { listConflicts } from '../../shared/api/conflicts'
import { listSyncSessions, type SyncSession } from '../../shared/api/sync'
import type { TestHub } from '../helpers/hub'
import { signedIn } from './call'
import { EventStream } from './event-stream'
import { type Handheld, play, saveOf, savesHub, someSave } from './saves-steps'
import { complete, entry, negotiated } from './sync-steps'
import { ask, type Caller, member } from './token-steps'

async function deviceOf(hub: TestHub, as: Caller, name: string): Promise<Handheld> {
  const answer = await ask(hub, as, 'POST', '/api/devices', { json: { name } })
  return { as, id: (answer.body as { device_id: string }).device_id }
}

/** Robin's two devices, of which the second one is refused. */
async function conflictOf(hub: TestHub, as: Caller): Promise<number> {
  const [pocket, deck] = [await deviceOf(hub, as, 'Pocket'), await deviceOf(hub, as, 'Deck')]
  saveOf(await play(hub, pocket, someSave()))
  expect(await play(hub, deck, someSave())).toMatchObject({ status: 409 })
  const [entryOfIt] = listConflicts.answer.parse((await ask(hub, as, 'GET', '/api/conflicts')).body)
  return entryOfIt?.id ?? 0
}

const isConflict = ({ type }: { readonly type: string }) => type === 'conflict'

function authorizationOf(as: Caller): Record<string, string> {
  return { authorization: as }
}

describe('sync sessions of somebody else (own.md)', () => {
  async function household() {
    const hub = await savesHub()
    const robin = await member(hub)
    const kim = await member(hub, 'kim')
    const pocket = await deviceOf(hub, robin.as, 'Pocket')
    const { session_id: id } = await negotiated(hub, pocket, [entry(someSave())])
    return { hub, robin, kim, pocket, id }
  }

  const sessions = async (hub: TestHub, as: Caller, query: string): Promise<readonly SyncSession[]> =>
    listSyncSessions.answer.parse((await ask(hub, as, 'GET', `/api/sync/sessions${query}`)).body)

  test('an owner sees those of whom they name, and their own otherwise', async () => {
    const { hub, robin, kim, pocket, id } = await household()
    expect(await sessions(hub, 'window', '')).toEqual([])
    const [session, ...others] = await sessions(hub, 'window', `?person=${robin.id}`)
    expect(session).toMatchObject({ id, user_id: robin.id, device_id: pocket.id })
    expect(others).toEqual([])
    expect(await sessions(hub, 'window', `?person=${robin.id}&device_id=${pocket.id}`)).toHaveLength(1)
    expect(await sessions(hub, 'window', `?person=${kim.id}`)).toEqual([])
    expect(await sessions(hub, 'window', `?person=${kim.id}&device_id=${pocket.id}`)).toEqual([])
  })

  test('nobody else does; naming oneself is nothing special', async () => {
    const { hub, robin, kim, id } = await household()
    expect(await ask(hub, kim.as, 'GET', `/api/sync/sessions?person=${robin.id}`)).toMatchObject({
      status: 403,
    })
    expect(await sessions(hub, kim.as, '')).toEqual([])
    expect(await sessions(hub, robin.as, `?person=${robin.id}`)).toMatchObject([{ id }])
  })

  test('a person who is not there has none', async () => {
    const { hub, robin } = await household()
    const path = `/api/sync/sessions?person=${robin.id + 1_000}`
    expect(await ask(hub, 'window', 'GET', path)).toMatchObject({ status: 404 })
    expect(await ask(hub, robin.as, 'GET', path)).toMatchObject({ status: 403 })
  })
})

test('of a conflict its person and the owners hear at once, and nobody else', async () => {
  const hub = await savesHub()
  const robin = await member(hub)
  const kim = await member(hub, 'kim')
  const owners = await EventStream.open(hub, { cookie: await signedIn(hub) })
  const robins = await EventStream.open(hub, authorizationOf(robin.as))
  const kims = await EventStream.open(hub, authorizationOf(kim.as))
  const id = await conflictOf(hub, robin.as)
  const opened = { type: 'conflict', id: String(id), state: 'opened' }
  expect((await owners.next(isConflict)).event).toEqual(opened)
  expect((await robins.next(isConflict)).event).toEqual(opened)
  // The first that kim hears of is kim's own.
  const own = await conflictOf(hub, kim.as)
  expect((await kims.next(isConflict)).event).toEqual({ ...opened, id: String(own) })
})

test('W-47: that a sync began and ended reaches its person, whatever client it was', async () => {
  const hub = await savesHub()
  const robin = await member(hub)
  const stream = await EventStream.open(hub, authorizationOf(robin.as))
  const pocket = await deviceOf(hub, robin.as, 'Pocket')
  const { session_id: id } = await negotiated(hub, pocket, [entry(someSave())])
  const told = (state: 'started' | 'completed') =>
    stream.next((event) => event.type === 'sync' && event.state === state)
  const event = { type: 'sync', id: String(id), device_id: pocket.id }
  expect((await told('started')).event).toEqual({ ...event, state: 'started' })
  await complete(hub, pocket, id, { operations_completed: 1, operations_failed: 0 })
  expect((await told('completed')).event).toEqual({ ...event, state: 'completed' })
})
