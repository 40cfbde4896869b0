import { describe, expect, test } from 'vitest'
import { listHoldings, listSyncStatus } from '../../shared/api/sync-status'
import { lineOf, merged, unbin } from './lines-steps'
import type { TestHub } from '../helpers/hub'
import { type Handheld, handheld, history, play, saveOf, savesHub, someSave } from './saves-steps'
import {
  confirm,
  conflictsOf,
  deciding,
  entry,
  keptContents,
  md5,
  negotiated,
  theConflict,
} from './sync-steps'
import { ask } from './token-steps'

/** What is to be done about a save of a slot, whatever is offered beside it. */
async function answerTo(hub: TestHub, device: Handheld, bytes: Uint8Array, slot: string) {
  const { operations } = await negotiated(hub, device, [entry(bytes, { slot })])
  return operations.find((operation) => operation.slot === slot)?.action
}

/** Two devices in one slot of which one has played what the hub only knows the hash of, and a slot beside it. */
async function claimed() {
  const hub = await savesHub()
  const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
  const slot = 'default'
  const first = saveOf(await play(hub, pocket, someSave(), { slot }))
  await confirm(hub, deck, first.id)
  saveOf(await play(hub, pocket, someSave(), { slot }))
  const standing = someSave()
  saveOf(await play(hub, pocket, standing))
  const ofDeck = someSave()
  expect(await answerTo(hub, deck, ofDeck, slot)).toBe('conflict')
  const [from, into] = [await lineOf(hub, slot), await lineOf(hub, 'autosave')]
  return { hub, pocket, deck, slot, ofDeck, standing, from, into }
}

describe('a merge, for what a line has besides versions', () => {
  test('an undecided conflict of the line is decided first, also one of which only the hash is here', async () => {
    const { hub, deck, slot, ofDeck, from, into } = await claimed()
    const before = await conflictsOf(hub)
    expect(await merged(hub, from.id, into.id)).toMatchObject({ status: 409 })
    expect(await conflictsOf(hub)).toEqual(before)
    expect(await answerTo(hub, deck, ofDeck, slot)).toBe('conflict')
  })

  test('a decision that waits for the bytes of a device gets them', async () => {
    const { hub, deck, slot, ofDeck, from, into } = await claimed()
    expect(await deciding(hub, await theConflict(hub), 'device')).toMatchObject({ status: 200 })
    expect(await merged(hub, from.id, into.id)).toMatchObject({ status: 200 })
    expect(await answerTo(hub, deck, ofDeck, slot)).toBe('upload')
    saveOf(await play(hub, deck, ofDeck, { slot }))
    expect(await keptContents(hub)).toContain(md5(ofDeck))
    expect((await lineOf(hub, slot)).head_version_id).not.toBeNull()
    const status = await ask(hub, 'window', 'GET', '/api/sync/status')
    const told = listSyncStatus.answer.parse(status.body).find(({ device_id: id }) => id === deck.id)
    expect(told).toMatchObject({ waiting_decisions: 0, open_conflicts: 0 })
  })

  test('a decision whose line is taken out of the bin again is carried out', async () => {
    const { hub, deck, slot, ofDeck, from, into } = await claimed()
    expect(await play(hub, deck, ofDeck, { slot })).toMatchObject({ status: 409 })
    expect(await deciding(hub, await theConflict(hub), 'hub')).toMatchObject({ status: 200 })
    const before = (await history(hub)).filter(
      ({ line_id, state }) => line_id === from.id && ['head', 'past'].includes(state),
    )
    expect(await merged(hub, from.id, into.id)).toMatchObject({ status: 200 })
    expect(await keptContents(hub)).toContain(md5(ofDeck))
    const ids = before.map(({ id }) => id)
    expect(await unbin(hub, ids)).toMatchObject({ status: 200 })
    expect(await answerTo(hub, deck, ofDeck, slot)).toBe('download')
  })

  test('a conflict of the slot that stays is the same one, about the same head', async () => {
    const { hub, pocket, deck, slot, from, into, standing } = await claimed()
    expect(await deciding(hub, await theConflict(hub), 'hub')).toMatchObject({ status: 200 })
    expect(await play(hub, deck, someSave())).toMatchObject({ status: 409 })
    const open = await conflictsOf(hub)
    expect(await merged(hub, from.id, into.id)).toMatchObject({ status: 200 })
    expect(await conflictsOf(hub)).toEqual(open)
    expect(await deciding(hub, await theConflict(hub), 'hub')).toMatchObject({ status: 200 })
    expect(await answerTo(hub, pocket, standing, 'autosave')).toBe('no_op')
    expect((await lineOf(hub, slot)).head_version_id).toBeNull()
  })

  test('what was noted of the devices stays with the line it happened on', async () => {
    const { hub, deck, slot, ofDeck, from, into } = await claimed()
    expect(await play(hub, deck, ofDeck, { slot })).toMatchObject({ status: 409 })
    expect(await deciding(hub, await theConflict(hub), 'hub')).toMatchObject({ status: 200 })
    const holdings = async (line: number) => {
      const answer = await ask(hub, 'window', 'GET', '/api/sync/holdings')
      const lines = listHoldings.answer.parse(answer.body)
      return lines.find(({ line_id: id }) => id === line)?.devices.find(({ device_id: id }) => id === deck.id)
    }
    const { refused } = (await holdings(from.id)) ?? {}
    expect(refused).toMatchObject({ reason: 'unseen' })
    expect(await merged(hub, from.id, into.id)).toMatchObject({ status: 200 })
    expect((await holdings(from.id))?.refused).toEqual(refused)
    expect((await holdings(into.id))?.refused ?? null).toBeNull()
  })
})
