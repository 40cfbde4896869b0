import { describe, expect, test } from 'vitest'
import { ask, codeOf, exchange, made, member } from './token-steps'
import {
  bearerClient,
  game,
  type Handheld,
  handheld,
  otherGame,
  play,
  saveOf,
  savesHub,
  savesOf,
  send,
  someSave,
  upload,
} from './saves-steps'
import type { TestHub } from '../helpers/hub'
import { RawConnection, requestText } from './raw-connection'

const steps = (hub: TestHub, { as, id }: Handheld, save: number, step: string) =>
  ask(hub, as, 'POST', `/api/saves/${save}/${step}`, { json: { device_id: id } })

async function two() {
  const hub = await savesHub()
  const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
  const bytes = someSave(200_000)
  const { id } = saveOf(await play(hub, pocket, bytes))
  const isCurrent = async () => {
    const [shown] = await savesOf(hub, deck.as, `rom_id=${game.id}&device_id=${deck.id}`)
    return shown?.device_syncs.find(({ device_id }) => device_id === deck.id)?.is_current
  }
  const content = `/api/saves/${id}/content`
  return { hub, pocket, deck, bytes, id, content, isCurrent }
}

describe('what a device holds', () => {
  test('without a device nothing is shown; a device without a mark gets an entry that is not current', async () => {
    const { hub, pocket, deck } = await two()
    expect((await savesOf(hub, deck.as))[0]?.device_syncs).toEqual([])
    const [shown] = await savesOf(hub, deck.as, `device_id=${deck.id}`)
    expect(shown?.device_syncs).toEqual([
      {
        device_id: deck.id,
        device_name: 'Deck',
        last_synced_at: shown?.updated_at,
        is_untracked: false,
        is_current: false,
      },
      expect.objectContaining({ device_id: pocket.id, is_current: true }),
    ])
  })

  test('a download with a device is noted when the whole body was sent (W-44)', async () => {
    const { hub, deck, bytes, content, isCurrent } = await two()
    const answer = await send(hub, deck.as, 'GET', `${content}?device_id=${deck.id}`)
    expect(answer.bytes).toEqual(bytes)
    expect(await isCurrent()).toBe(true)
    saveOf(await play(hub, deck, someSave()))
  })

  test.each([
    ['a bare path', '', {}],
    ['a pessimistic client', '?optimistic=false&device_id=', {}],
    ['a part', '?device_id=', { range: 'bytes=0-9' }],
  ])('%s notes nothing', async (_name, query, headers) => {
    const { hub, deck, content, isCurrent } = await two()
    const device = query === '' ? '' : deck.id
    expect((await send(hub, deck.as, 'GET', content + query + device, { headers })).status).toBeLessThan(300)
    expect(await isCurrent()).toBe(false)
  })

  test('W-44: a download that broke off notes nothing', async () => {
    const { hub, pocket, deck, isCurrent } = await two()
    const large = saveOf(await play(hub, pocket, someSave(20 * 1024 * 1024)))
    const connection = await RawConnection.open(hub)
    connection.send(
      requestText(`GET /api/saves/${large.id}/content?device_id=${deck.id}`, [
        `Host: ${new URL(hub.url).host}`,
        `Authorization: ${deck.as}`,
      ]),
    )
    await connection.some()
    connection.destroy()
    await connection.closed()
    expect(await isCurrent()).toBe(false)
  })

  test('/downloaded says that the device holds it', async () => {
    const { hub, deck, id, isCurrent } = await two()
    expect(saveOf(await steps(hub, deck, id, 'downloaded')).device_syncs[0]).toMatchObject({
      device_id: deck.id,
      is_current: true,
    })
    expect(await isCurrent()).toBe(true)
  })

  test('W-20: untracked stays so through uploads and downloads until tracked', async () => {
    const { hub, deck, id, content } = await two()
    expect(saveOf(await steps(hub, deck, id, 'track')).device_syncs[0]).toMatchObject({ is_current: false })
    const flag = async () =>
      (await savesOf(hub, deck.as, `device_id=${deck.id}`))
        .at(-1)
        ?.device_syncs.find(({ device_id }) => device_id === deck.id)?.is_untracked
    saveOf(await steps(hub, deck, id, 'untrack'))
    expect(await flag()).toBe(true)
    await send(hub, deck.as, 'GET', `${content}?device_id=${deck.id}`)
    expect(await flag()).toBe(true)
    saveOf(await steps(hub, deck, id, 'downloaded'))
    saveOf(await play(hub, deck, someSave()))
    expect(await flag()).toBe(true)
    saveOf(await steps(hub, deck, id, 'track'))
    expect(await flag()).toBe(false)
  })

  test('W-77: an empty device is refused', async () => {
    const { hub, deck, id } = await two()
    for (const step of ['downloaded', 'track', 'untrack']) {
      expect(await steps(hub, { as: deck.as, id: '' }, id, step)).toMatchObject({ status: 422 })
    }
  })

  test('a device that starts anew proves nothing by its old mark', async () => {
    const { hub, deck, content, isCurrent } = await two()
    await send(hub, deck.as, 'GET', `${content}?device_id=${deck.id}`)
    const again = await ask(hub, deck.as, 'POST', '/api/devices', { json: { reset_syncs: true } })
    expect(again.body).toMatchObject({ device_id: deck.id })
    expect(await isCurrent()).toBe(false)
    expect(await play(hub, deck, someSave())).toMatchObject({ status: 409 })
  })
})

describe('which device', () => {
  test('W-78: an upload by a bound token is by its device', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const first = saveOf(await upload(hub, pocket.as, { query: { slot: 'autosave' } }))
    expect(first.origin_device_id).toBe(pocket.id)
    saveOf(await upload(hub, pocket.as, { query: { slot: 'autosave' } }))
  })

  test('W-17: a bound token names no other device, an unbound one of the person may', async () => {
    const { hub, pocket, deck, content, id } = await two()
    const foreign = { as: deck.as, id: pocket.id }
    expect(await play(hub, foreign, someSave())).toMatchObject({ status: 403 })
    expect(await steps(hub, foreign, id, 'downloaded')).toMatchObject({ status: 403 })
    expect(await send(hub, deck.as, 'GET', `${content}?device_id=${pocket.id}`)).toMatchObject({
      status: 403,
    })
    saveOf(await steps(hub, { as: await bearerClient(hub), id: pocket.id }, id, 'downloaded'))
  })

  test('an exchanged token belongs to the first device it names', async () => {
    const { hub, pocket, deck, id } = await two()
    const token = await made(hub, { scopes: ['assets.read', 'devices.write'] })
    const { raw_token: secret } = (await exchange(hub, await codeOf(hub, token.id))).body as {
      raw_token: string
    }
    const as = `Bearer ${secret}` as const
    saveOf(await steps(hub, { as, id: deck.id }, id, 'downloaded'))
    expect(await steps(hub, { as, id: pocket.id }, id, 'downloaded')).toMatchObject({ status: 403 })
  })

  test('that nobody has, or somebody else, is not found; without the scope it is forbidden', async () => {
    const { hub, deck, id } = await two()
    const as = await bearerClient(hub)
    expect(await play(hub, { as, id: 'nobody' }, someSave())).toMatchObject({
      status: 404,
      body: { detail: 'Device with ID nobody not found' },
    })
    const robin = await member(hub)
    expect(await play(hub, { as: robin.as, id: deck.id }, someSave())).toMatchObject({ status: 404 })
    const { raw_token: secret } = await made(hub, { scopes: ['assets.read', 'assets.write'] })
    const narrow = `Bearer ${secret}` as const
    expect(await play(hub, { as: narrow, id: deck.id }, someSave())).toMatchObject({ status: 403 })
    expect(await ask(hub, narrow, 'GET', `/api/saves?device_id=${deck.id}`)).toMatchObject({ status: 403 })
    expect(await steps(hub, { as: narrow, id: deck.id }, id, 'downloaded')).toMatchObject({ status: 403 })
  })
})

describe("other people's saves", () => {
  test('are not found, whatever is asked; a shared one may be downloaded, and notes nothing', async () => {
    const { hub, pocket, id, content, bytes } = await two()
    const robin = await member(hub)
    const unknown = { status: 404, body: { detail: `Save with ID ${id} not found` } }
    expect(await ask(hub, robin.as, 'GET', `/api/saves/${id}`)).toMatchObject(unknown)
    expect(await ask(hub, robin.as, 'GET', content)).toMatchObject(unknown)
    expect(await ask(hub, robin.as, 'POST', '/api/saves/delete', { json: { saves: [id] } })).toMatchObject(
      unknown,
    )
    expect(
      await ask(hub, robin.as, 'PUT', `/api/saves/${id}/visibility`, { json: { is_public: true } }),
    ).toMatchObject(unknown)
    expect(await savesOf(hub, robin.as)).toEqual([])
    saveOf(await ask(hub, pocket.as, 'PUT', `/api/saves/${id}/visibility`, { json: { is_public: true } }))
    expect((await send(hub, robin.as, 'GET', content)).bytes).toEqual(bytes)
    expect(await ask(hub, robin.as, 'GET', `/api/saves/${id}`)).toMatchObject(unknown)
  })

  test('of one game and slot are two lines', async () => {
    const { hub } = await two()
    const robin = await member(hub)
    saveOf(await upload(hub, robin.as, { query: { slot: 'autosave' } }))
    expect(await savesOf(hub, robin.as)).toHaveLength(1)
  })
})

test('W-36: a game that is not there takes no save', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  const answer = await play(hub, pocket, someSave(), { rom_id: 99 })
  expect(answer).toMatchObject({ status: 404, body: { detail: `Rom with id '99' not found` } })
})

test('lists take game, platform and slot; the summary tells the slots, newest first', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  const first = saveOf(await play(hub, pocket, someSave()))
  const second = saveOf(await play(hub, pocket, someSave(), { slot: 'two' }))
  const third = saveOf(await play(hub, pocket, someSave(), { rom_id: otherGame.id }))
  const fourth = saveOf(await play(hub, pocket, someSave()))
  const ids = async (query: string) => (await savesOf(hub, pocket.as, query)).map(({ id }) => id)
  expect(await ids('')).toEqual([first.id, second.id, third.id, fourth.id])
  expect(await ids(`rom_id=${game.id}&slot=autosave`)).toEqual([first.id, fourth.id])
  expect(await ids('rom_id=0&platform_id=2000001')).toHaveLength(4)
  expect(await ids('platform_id=5')).toEqual([])
  expect((await ask(hub, pocket.as, 'GET', '/api/saves/identifiers')).body).toEqual([
    first.id,
    second.id,
    third.id,
    fourth.id,
  ])
  const summary = await ask(hub, pocket.as, 'GET', `/api/saves/summary?rom_id=${game.id}`)
  expect(summary.body).toMatchObject({
    total_count: 3,
    slots: [
      { slot: 'autosave', count: 2, latest: { id: fourth.id } },
      { slot: 'two', count: 1, latest: { id: second.id } },
    ].sort((one, other) => other.latest.id - one.latest.id),
  })
  expect(await ask(hub, pocket.as, 'GET', '/api/saves/summary')).toMatchObject({ status: 422 })
})
