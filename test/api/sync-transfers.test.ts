import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { TestHub } from '../helpers/hub'
import { RawConnection, requestText } from './raw-connection'
import {
  game,
  type Handheld,
  handheld,
  history,
  play,
  saveOf,
  savesHub,
  savesOf,
  send,
  someSave,
  upload,
} from './saves-steps'
import { action, argosy, complete, confirm, entry, md5, negotiated, operation, sessionOf } from './sync-steps'
import { ask } from './token-steps'

const untrack = (hub: TestHub, { as, id }: Handheld, save: number, step = 'untrack') =>
  ask(hub, as, 'POST', `/api/saves/${save}/${step}`, { json: { device_id: id } })

describe('failure case 8: a download is cut before it is written', () => {
  async function offered() {
    const hub = await savesHub()
    const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
    const head = saveOf(await play(hub, pocket, someSave(20 * 1024 * 1024)))
    return { hub, deck, head, content: `/api/saves/${head.id}/content?device_id=${deck.id}` }
  }

  test('W-44: it is offered again, and not taken for removed on purpose', async () => {
    const { hub, deck, head, content } = await offered()
    const connection = await RawConnection.open(hub)
    connection.send(
      requestText(`GET ${content}`, [`Host: ${new URL(hub.url).host}`, `Authorization: ${deck.as}`]),
    )
    await connection.some()
    connection.destroy()
    await connection.closed()
    expect(await operation(hub, deck, [])).toMatchObject({ action: 'download', save_id: head.id })
  })

  test('a client that confirms is believed only then', async () => {
    const { hub, deck, head, content } = await offered()
    expect((await send(hub, deck.as, 'GET', `${content}&optimistic=false`)).status).toBe(200)
    expect(await action(hub, deck, [])).toBe('download')
    await confirm(hub, deck, head.id)
    expect(await action(hub, deck, [])).toBeNull()
  })
})

describe('failure case 9: an answer is lost', () => {
  test('an upload that is sent again is the same, and the next negotiation is quiet', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const [one, two] = [someSave(), someSave()]
    saveOf(await play(hub, pocket, one))
    const { session_id: session } = await negotiated(hub, pocket, [entry(two)])
    const first = saveOf(await play(hub, pocket, two))
    expect(saveOf(await play(hub, pocket, two)).id).toBe(first.id)
    expect(await history(hub)).toHaveLength(2)
    for (let time = 0; time < 2; time += 1) {
      expect(await complete(hub, pocket, session, { operations_completed: 1 })).toMatchObject({ status: 200 })
    }
    expect((await sessionOf(hub, pocket, session)).operations_completed).toBe(1)
    expect(await action(hub, pocket, [entry(two)])).toBe('no_op')
  })

  test('a negotiation that is sent again answers the same', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const said = [entry(someSave()), entry(someSave(), { slot: 'two' })]
    const first = await negotiated(hub, pocket, said)
    const again = await negotiated(hub, pocket, said)
    expect(again.operations).toEqual(first.operations)
  })
})

test('failure case 10: three devices with mixed slots converge', async () => {
  const hub = await savesHub()
  const devices = [await handheld(hub, 'A'), await handheld(hub, 'B'), await argosy(hub, 'C')]
  const slots = [null, '', 'default', 'autosave', 'Test Game (USA) [2026-01-02_03-04-05]']
  const holds = devices.map(() => new Map<string, Buffer>())
  const keyOf = (slot: string | null) => slot || 'file'
  for (const [index, device] of devices.entries()) {
    for (const slot of slots) {
      const key = keyOf(slot)
      if (holds[index]?.has(key)) continue
      const bytes = someSave()
      const query = { device_id: device.id, ...(slot ? { slot } : {}) }
      const answer = await upload(hub, device.as, { bytes, query })
      expect([200, 409]).toContain(answer.status)
      holds[index]?.set(key, bytes)
    }
  }
  const round = async () => {
    const seen: string[] = []
    for (const [index, device] of devices.entries()) {
      const own = holds[index] ?? new Map<string, Buffer>()
      const said = [...own].map(([key, bytes]) =>
        entry(bytes, key === 'file' ? { slot: index === 0 ? null : '' } : { slot: key }),
      )
      const { operations } = await negotiated(hub, device, said)
      for (const each of operations) {
        seen.push(each.action)
        if (each.action === 'no_op' || each.save_id === null) continue
        // The person keeps the hub's on the handheld itself.
        const bytes = (await send(hub, device.as, 'GET', `/api/saves/${each.save_id}/content`)).bytes
        await confirm(hub, device, each.save_id)
        own.set(keyOf(each.slot), bytes)
      }
    }
    return seen
  }
  await round()
  const before = await history(hub)
  for (let time = 0; time < 3; time += 1) {
    expect((await round()).filter((each) => each !== 'no_op')).toEqual([])
  }
  expect(await history(hub)).toEqual(before)
})

describe('failure case 11: deleted on the hub while a device is offline', () => {
  test('it does not come back; newer progress does', async () => {
    const hub = await savesHub()
    const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
    const bytes = someSave()
    const { id } = saveOf(await play(hub, pocket, bytes))
    await confirm(hub, deck, id)
    expect(await ask(hub, pocket.as, 'POST', '/api/saves/delete', { json: { saves: [id] } })).toMatchObject({
      status: 200,
    })
    for (const device of [pocket, deck]) {
      expect(await operation(hub, device, [entry(bytes)])).toMatchObject({
        action: 'no_op',
        reason: 'Deleted on the hub',
      })
      expect(await action(hub, device, [])).toBeNull()
    }
    const newer = someSave()
    expect(await action(hub, deck, [entry(newer)])).toBe('upload')
    saveOf(await play(hub, deck, newer))
    expect((await savesOf(hub, deck.as)).map(({ content_hash }) => content_hash)).toEqual([md5(newer)])
  })

  test('the newest alone is deleted: who held it goes on from there, and others keep the older', async () => {
    const hub = await savesHub()
    const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
    const [one, two] = [someSave(), someSave()]
    const first = saveOf(await play(hub, pocket, one))
    await confirm(hub, deck, first.id)
    const second = saveOf(await play(hub, pocket, two))
    await ask(hub, pocket.as, 'POST', '/api/saves/delete', { json: { saves: [second.id] } })
    expect(await action(hub, pocket, [entry(two)])).toBe('no_op')
    expect(await action(hub, deck, [entry(one)])).toBe('no_op')
    const newer = someSave()
    expect(await action(hub, pocket, [entry(newer)])).toBe('upload')
    saveOf(await play(hub, pocket, newer))
  })
})

describe('untracked (W-20)', () => {
  test('it is left alone, however often it is downloaded, until it is tracked again', async () => {
    const hub = await savesHub()
    const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
    const { id } = saveOf(await play(hub, pocket, someSave()))
    await untrack(hub, deck, id)
    await send(hub, deck.as, 'GET', `/api/saves/${id}/content?device_id=${deck.id}`)
    await confirm(hub, deck, id)
    const newer = saveOf(await play(hub, pocket, someSave()))
    expect(await action(hub, deck, [])).toBeNull()
    expect(await operation(hub, deck, [entry(someSave())])).toEqual({
      action: 'no_op',
      rom_id: game.id,
      save_id: null,
      file_name: 'Test Game (USA).srm',
      slot: 'autosave',
      emulator: 'mGBA',
      reason: 'Save is untracked on this device',
      server_updated_at: null,
      server_content_hash: null,
    })
    await untrack(hub, deck, newer.id, 'track')
    expect(await operation(hub, deck, [])).toMatchObject({ action: 'download', save_id: newer.id })
  })
})

describe('hashes that disagree', () => {
  test('what a device called its save just before it sent it is that save to it, and to nobody else', async () => {
    const hub = await savesHub()
    const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
    const bytes = someSave()
    const called = md5(Buffer.from('another rule'))
    expect(await action(hub, pocket, [entry(called)])).toBe('upload')
    const save = saveOf(await play(hub, pocket, bytes))
    expect(await operation(hub, pocket, [entry(called)])).toMatchObject({ action: 'no_op', save_id: save.id })
    expect(await action(hub, deck, [entry(called)])).toBe('conflict')
    const newer = saveOf(await play(hub, pocket, someSave()))
    expect(await operation(hub, pocket, [entry(called)])).toMatchObject({
      action: 'download',
      save_id: newer.id,
    })
  })

  test('a program that repeats hashes names nothing of its own', async () => {
    const hub = await savesHub()
    const odin = await argosy(hub)
    const called = md5(Buffer.from('the last one of the hub'))
    expect(await action(hub, odin, [entry(called)])).toBe('upload')
    saveOf(await play(hub, odin, someSave()))
    expect(await action(hub, odin, [entry(called)])).toBe('upload')
  })
})

test('events tell of sessions and conflicts', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  const response = await hub.windowFetch('/api/events')
  const reader = response.body?.getReader()
  if (!reader) throw new Error('no stream')
  const { session_id: session } = await negotiated(hub, pocket, [])
  await complete(hub, pocket, session)
  let text = ''
  while (!text.includes('"completed"')) {
    const { value } = await reader.read()
    text += new TextDecoder().decode(z.instanceof(Uint8Array).parse(value))
  }
  await reader.cancel()
  expect(text).toContain(`{"type":"sync","id":"${session}","device_id":"${pocket.id}","state":"started"}`)
})
