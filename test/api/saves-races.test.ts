import { expect, test } from 'vitest'
import { ask } from './token-steps'
import {
  bytesOfVersion,
  contentOf,
  handheld,
  history,
  play,
  saveOf,
  savesHub,
  savesOf,
  someSave,
} from './saves-steps'

const countOf = (statuses: readonly number[], status: number) =>
  statuses.filter((each) => each === status).length

test('W-05: of devices that upload at once one wins, and what the others sent is kept', async () => {
  const hub = await savesHub()
  const devices = []
  for (const name of ['Pocket', 'Deck', 'Phone', 'Brick']) devices.push(await handheld(hub, name))
  const sent = devices.map(() => someSave())
  const answers = await Promise.all(
    devices.map((device, index) => play(hub, device, sent[index] ?? someSave())),
  )
  const statuses = answers.map(({ status }) => status)
  expect(countOf(statuses, 200)).toBe(1)
  expect(countOf(statuses, 409)).toBe(3)
  const versions = await history(hub)
  const kept = await Promise.all(versions.map(({ id }) => bytesOfVersion(hub, id)))
  expect(versions.filter(({ state }) => state === 'held')).toHaveLength(3)
  for (const bytes of sent) expect(kept.some((each) => each.equals(bytes))).toBe(true)
})

test('W-01, W-06: twenty identical uploads in one moment are one version', async () => {
  const hub = await savesHub()
  const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
  const bytes = someSave(50_000)
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => play(hub, index % 2 ? pocket : deck, bytes)),
  )
  const ids = new Set(answers.map((answer) => saveOf(answer).id))
  expect(ids.size).toBe(1)
  expect(await history(hub)).toHaveLength(1)
  expect(await contentOf(hub, pocket.as, [...ids][0] ?? 0)).toEqual(bytes)
})

test('an upload and the deletion of its predecessor at once leave a head that is listed last', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  for (let round = 0; round < 5; round += 1) {
    const head = saveOf(await play(hub, pocket, someSave(), { overwrite: true }))
    await Promise.all([
      play(hub, pocket, someSave()),
      ask(hub, pocket.as, 'POST', '/api/saves/delete', { json: { saves: [head.id] } }),
    ])
    const heads = (await history(hub)).filter(({ state }) => state === 'head')
    expect(heads).toHaveLength(1)
    expect((await savesOf(hub, pocket.as)).at(-1)?.id).toBe(heads[0]?.id)
  }
})
