import { describe, expect, test } from 'vitest'
import {
  bytesOfVersion,
  game,
  handheld,
  history,
  play,
  saveOf,
  savesHub,
  savesOf,
  someSave,
} from './saves-steps'
import {
  action,
  actions,
  confirm,
  entry,
  md5,
  negotiated,
  negotiating,
  operation,
  scopes,
} from './sync-steps'
import { ask, behindProxy, member, paired } from './token-steps'
import type { TestHub } from '../helpers/hub'

/** Pairs once more what calls itself by this name. */
async function pairedAgain(hub: TestHub, name: string) {
  const { access_token: token, device_id: id } = await paired(hub, {
    client_device_identifier: name,
    name,
    requested_scopes: scopes,
  })
  return { as: `Bearer ${token}` as const, id }
}

const twoSlots = (one: Buffer, two: Buffer) => [entry(one), entry(two, { slot: 'two' })]

describe('failure case 6: a card is written anew', () => {
  async function synced() {
    const hub = await savesHub()
    const pocket = await handheld(hub, 'Pocket')
    const [one, two] = [someSave(), someSave()]
    saveOf(await play(hub, pocket, one))
    saveOf(await play(hub, pocket, two, { slot: 'two' }))
    const again = await pairedAgain(hub, 'Pocket')
    expect(again.id).toBe(pocket.id)
    return { hub, again, one, two }
  }

  test('the empty card is offered everything, and a new beginning is no successor', async () => {
    const { hub, again } = await synced()
    expect(await actions(hub, again, [])).toEqual(['download', 'download'])
    const fresh = someSave()
    expect(await actions(hub, again, [entry(fresh)])).toEqual(['conflict', 'download'])
    expect(await play(hub, again, fresh)).toMatchObject({ status: 409 })
  })

  test('an old image of the card takes the newer save back', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub, 'Pocket')
    const old = someSave()
    saveOf(await play(hub, pocket, old))
    const head = saveOf(await play(hub, pocket, someSave()))
    const again = await pairedAgain(hub, 'Pocket')
    expect(await operation(hub, again, [entry(old)])).toMatchObject({ action: 'download', save_id: head.id })
    expect(saveOf(await play(hub, again, old)).id).not.toBe(head.id)
    expect((await savesOf(hub, again.as)).at(-1)?.id).toBe(head.id)
  })

  test('one save that is as it was shows that only the pairing is new: all are trusted again', async () => {
    const { hub, again, one } = await synced()
    const played = someSave()
    expect((await negotiated(hub, again, twoSlots(one, played))).operations).toMatchObject([
      { action: 'no_op' },
      { action: 'upload', slot: 'two' },
    ])
    saveOf(await play(hub, again, played, { slot: 'two' }))
  })

  test('an empty list says nothing, so the next one still counts', async () => {
    const { hub, again, one } = await synced()
    await negotiated(hub, again, [])
    const played = someSave()
    expect((await negotiated(hub, again, twoSlots(one, played))).operations[1]).toMatchObject({
      action: 'upload',
    })
  })

  test('a first word that shows nothing leaves the doubt; a confirmation ends it for its line', async () => {
    const { hub, again, one, two } = await synced()
    expect((await negotiated(hub, again, [entry(someSave())])).operations[0]).toMatchObject({
      action: 'conflict',
    })
    expect(await actions(hub, again, twoSlots(someSave(), two))).toEqual(['conflict', 'no_op'])
    const head = (await savesOf(hub, again.as, `rom_id=${game.id}&slot=autosave`)).at(-1)
    expect(head?.content_hash).toBe(md5(one))
    await confirm(hub, again, head?.id ?? 0)
    expect(await actions(hub, again, twoSlots(someSave(), two))).toEqual(['upload', 'no_op'])
    saveOf(await play(hub, again, someSave()))
  })

  test('the same is asked of a device that registers anew', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const one = someSave()
    saveOf(await play(hub, pocket, one))
    await ask(hub, pocket.as, 'POST', '/api/devices', { json: { reset_syncs: true } })
    expect(await action(hub, pocket, [entry(someSave())])).toBe('conflict')
  })
})

describe('failure case 13', () => {
  test('one host name twice: two devices, each with what it holds', async () => {
    const hub = await savesHub()
    const [one, other] = [await handheld(hub, 'one'), await handheld(hub, 'other')]
    for (const { as } of [one, other]) {
      await ask(hub, as, 'PUT', `/api/devices/${one.as === as ? one.id : other.id}`, {
        json: { name: 'handheld', hostname: 'handheld' },
      })
    }
    const bytes = someSave()
    saveOf(await play(hub, one, bytes))
    expect(await action(hub, other, [])).toBe('download')
    expect(await action(hub, other, [entry(someSave())])).toBe('conflict')
    expect(await action(hub, one, [entry(bytes)])).toBe('no_op')
  })

  test('one identifier twice: neither machine goes over what the other did', async () => {
    const hub = await savesHub(behindProxy)
    const card = await handheld(hub, 'card')
    const start = someSave()
    saveOf(await play(hub, card, start))
    const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
    for (const address of ['192.168.1.5', '192.168.1.6', '192.168.1.5']) {
      await ask(hub, card.as, 'GET', '/api/devices', from(address))
    }
    const device = await ask(hub, 'window', 'GET', `/api/devices/${card.id}`)
    expect(device.body).toMatchObject({ cloned_at: expect.any(String) as string })
    const [ofOne, ofOther] = [someSave(), someSave()]
    expect(await play(hub, card, ofOne)).toMatchObject({ status: 409 })
    expect(await play(hub, card, ofOther)).toMatchObject({ status: 409 })
    expect(await action(hub, card, [entry(start)])).toBe('no_op')
    expect(await action(hub, card, [entry(ofOne)])).not.toBe('upload')
    const kept = await Promise.all((await history(hub)).map(({ id }) => bytesOfVersion(hub, id)))
    expect(kept.map(md5)).toEqual(expect.arrayContaining([md5(ofOne), md5(ofOther)]))
  })

  test('two entries of one machine: what both knew is known of it, and proves nothing until it shows', async () => {
    const hub = await savesHub()
    const [one, other] = [await handheld(hub, 'one'), await handheld(hub, 'other')]
    const [bytes, second] = [someSave(), someSave()]
    saveOf(await play(hub, one, bytes))
    saveOf(await play(hub, other, second, { slot: 'two' }))
    const merged = await ask(hub, 'window', 'POST', `/api/devices/${one.id}/merge`, {
      json: { into: other.id },
    })
    expect(merged).toMatchObject({ status: 200 })
    const machine = { as: one.as, id: other.id }
    const played = someSave()
    expect(await actions(hub, machine, twoSlots(played, second))).toEqual(['upload', 'no_op'])
    saveOf(await play(hub, machine, played))
    expect(await actions(hub, other, twoSlots(played, second))).toEqual(['no_op', 'no_op'])
  })

  async function handedOver(fields: object = {}) {
    const hub = await savesHub()
    const pocket = await handheld(hub, 'Pocket')
    const bytes = someSave()
    saveOf(await play(hub, pocket, bytes))
    const robin = await member(hub)
    const given = await ask(hub, 'window', 'POST', `/api/devices/${pocket.id}/hand-over`, {
      json: { person_id: robin.id, ...fields },
    })
    expect(given).toMatchObject({ status: 200 })
    const { user_code, device_code } = (
      await ask(hub, 'nobody', 'POST', '/api/auth/device/init', {
        json: {
          client_device_identifier: 'Pocket',
          name: 'Pocket',
          client: 'grout',
          requested_scopes: scopes,
        },
      })
    ).body as { user_code: string; device_code: string }
    const approved = { json: { user_code, approved_scopes: scopes } }
    expect(await ask(hub, robin.as, 'POST', '/api/auth/device/approve', approved)).toMatchObject({
      status: 200,
    })
    const token = await ask(hub, 'nobody', 'POST', '/api/auth/device/token', { json: { device_code } })
    const { access_token, device_id: id } = token.body as { access_token: string; device_id: string }
    expect(id).toBe(pocket.id)
    return { hub, pocket: { as: `Bearer ${access_token}` as const, id }, robin, bytes }
  }

  test("a device handed to another person: the giver's saves are not the new owner's progress", async () => {
    const { hub, pocket, robin, bytes } = await handedOver()
    expect(await operation(hub, pocket, [entry(bytes)])).toMatchObject({
      action: 'no_op',
      reason: 'This content belongs to the person who had this device before',
    })
    expect(await play(hub, pocket, bytes)).toMatchObject({ status: 409 })
    expect(await savesOf(hub, robin.as)).toEqual([])
    const own = saveOf(await play(hub, pocket, someSave()))
    expect(await operation(hub, pocket, [entry(bytes)])).toMatchObject({
      action: 'download',
      save_id: own.id,
    })
    saveOf(await play(hub, pocket, bytes, { overwrite: true }))
  })

  test('a device handed on with what is on it', async () => {
    const { hub, pocket, bytes } = await handedOver({ with_saves: true })
    expect(await action(hub, pocket, [entry(bytes)])).toBe('upload')
    saveOf(await play(hub, pocket, bytes))
  })
})

test('failure case 14: revoked during a sync, then paired again', async () => {
  const hub = await savesHub()
  const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
  const [one, next] = [someSave(), someSave()]
  saveOf(await play(hub, pocket, one))
  const { session_id: session } = await negotiated(hub, pocket, [entry(next)])
  expect(await ask(hub, 'window', 'DELETE', `/api/devices/${pocket.id}`)).toMatchObject({ status: 204 })
  expect(await play(hub, pocket, next)).toMatchObject({ status: 401 })
  expect(await negotiating(hub, pocket, [])).toMatchObject({ status: 401 })
  expect(await negotiating(hub, deck, [])).toMatchObject({ status: 200 })
  expect((await ask(hub, 'window', 'GET', `/api/sync/sessions/${session}`)).body).toMatchObject({
    status: 'CANCELLED',
  })
  const again = await pairedAgain(hub, 'Pocket')
  expect(again.id).toBe(pocket.id)
  expect(await action(hub, again, [entry(one)])).toBe('no_op')
  expect(await action(hub, again, [entry(next)])).toBe('upload')
  saveOf(await play(hub, again, next))
  expect((await history(hub)).map(({ content_hash }) => content_hash)).toEqual([md5(next), md5(one)])
})
