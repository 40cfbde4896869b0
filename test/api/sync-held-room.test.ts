import { expect, test } from 'vitest'
import { listNotices } from '../../shared/api/conflicts'
import type { TestHub } from '../helpers/hub'
import { EventStream } from './event-stream'
import { handheld, play, saveOf, savesHub, someSave } from './saves-steps'
import { conflictsOf, decide, keptContents, md5, theConflict, twoThatPlayed } from './sync-steps'
import { ask } from './token-steps'
import { signedIn } from './call'

async function noticesOf(hub: TestHub) {
  return listNotices.answer.parse((await ask(hub, 'window', 'GET', '/api/notices')).body)
}

test('refused copies of one device beyond the bound: 507, a notice and an alarm, and nothing held is dropped', async () => {
  const hub = await savesHub({ ports: { mostHeldBytes: 1_100 } })
  const { deck, ofDeck } = await twoThatPlayed(hub)
  const events = await EventStream.open(hub, { cookie: await signedIn(hub) })
  const second = someSave()
  expect(await play(hub, deck, ofDeck)).toMatchObject({ status: 409 })
  expect(await play(hub, deck, second)).toMatchObject({ status: 409 })
  const before = await conflictsOf(hub)

  const third = someSave()
  const refused = await play(hub, deck, third)
  expect(refused).toMatchObject({ status: 507 })
  expect(refused.text).toContain('Nothing on the device was changed')
  expect(refused.text).toContain('Decide about its conflicts')
  // What was held before is held, what was shown is shown, and nothing says that the third is here.
  expect(await conflictsOf(hub)).toEqual(before)
  const kept = await keptContents(hub)
  expect(kept).toEqual(expect.arrayContaining([md5(ofDeck), md5(second)]))
  expect(kept).not.toContain(md5(third))
  expect(await noticesOf(hub)).toMatchObject([{ kind: 'no-room', device_id: deck.id }])
  const alarm = await events.next((event) => event.type === 'conflict' && event.state === 'alarm')
  expect(alarm.event).toMatchObject({ id: deck.id })

  // Said again it is one notice; another device has room of its own.
  expect(await play(hub, deck, third)).toMatchObject({ status: 507 })
  expect(await noticesOf(hub)).toHaveLength(1)
  const brick = await handheld(hub, 'Brick')
  expect(await play(hub, brick, someSave())).toMatchObject({ status: 409 })
  events.close()
})

test('a decision makes room: the same bytes are kept then', async () => {
  const hub = await savesHub({ ports: { mostHeldBytes: 600 } })
  const { deck, ofDeck } = await twoThatPlayed(hub)
  expect(await play(hub, deck, ofDeck)).toMatchObject({ status: 409 })
  const more = someSave()
  expect(await play(hub, deck, more)).toMatchObject({ status: 507 })
  await decide(hub, 'hub')
  expect(await play(hub, deck, more)).toMatchObject({ status: 409 })
  expect(await keptContents(hub)).toEqual(expect.arrayContaining([md5(ofDeck), md5(more)]))
})

test('what insists on being the head is no refused copy, and has room', async () => {
  const hub = await savesHub({ ports: { mostHeldBytes: 100 } })
  const { deck, ofDeck } = await twoThatPlayed(hub)
  expect(await play(hub, deck, ofDeck)).toMatchObject({ status: 507 })
  saveOf(await play(hub, deck, ofDeck, { overwrite: true }))
  expect(await keptContents(hub)).toContain(md5(ofDeck))
  await expect(theConflict(hub)).rejects.toThrow('empty')
})
