import { describe, expect, test } from 'vitest'
import {
  bearerClient,
  bytesOfVersion,
  game,
  handheld,
  history,
  otherGame,
  type Part,
  play,
  saveOf,
  savesHub,
  savesOf,
  send,
  someSave,
} from './saves-steps'
import { putState, stateName, stateOf, statesOf, uploadState } from './states-steps'
import { ask, member } from './token-steps'

const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), someSave(100)])
const picture: Part = { field: 'screenshotFile', fileName: 'Test Game.png', bytes: png }

async function pocketHub() {
  const hub = await savesHub()
  return { hub, pocket: await handheld(hub) }
}

describe('a state', () => {
  test('is shown as clients read it, under the name it was sent with', async () => {
    const { hub, pocket } = await pocketHub()
    const bytes = someSave()
    const state = stateOf(await uploadState(hub, pocket.as, { bytes, query: { emulator: 'mgba' } }))
    expect(state).toMatchObject({
      rom_id: game.id,
      file_name: stateName,
      emulator: 'mgba',
      file_size_bytes: bytes.length,
      download_path: `/api/states/${state.id}/content`,
      origin_device_id: pocket.id,
      screenshot: null,
    })
    expect(await statesOf(hub, pocket.as)).toEqual([state])
    expect(stateOf(await ask(hub, pocket.as, 'GET', `/api/states/${state.id}`))).toEqual(state)
    expect((await ask(hub, pocket.as, 'GET', '/api/states/identifiers')).body).toEqual([state.id])
    const content = await send(hub, pocket.as, 'GET', state.download_path)
    expect(content.bytes).toEqual(bytes)
    expect(content.headers.get('content-type')).toBe('application/octet-stream')
    expect(content.headers.get('content-disposition')).toMatch(/^attachment; /)
    expect(content.headers.get('content-security-policy')).toContain('sandbox')
  })

  test('is no save, and a save is no state', async () => {
    const { hub, pocket } = await pocketHub()
    const state = stateOf(await uploadState(hub, pocket.as))
    const save = saveOf(await play(hub, pocket, someSave()))
    expect((await savesOf(hub, pocket.as)).map(({ id }) => id)).toEqual([save.id])
    expect((await statesOf(hub, pocket.as)).map(({ id }) => id)).toEqual([state.id])
    const saveless = { status: 404, body: { detail: `Save with ID ${state.id} not found` } }
    for (const path of [`/api/saves/${state.id}`, `/api/saves/${state.id}/content`]) {
      expect(await ask(hub, pocket.as, 'GET', path)).toMatchObject(saveless)
    }
    const stateless = { status: 404, body: { detail: `State with ID ${save.id} not found` } }
    for (const path of [`/api/states/${save.id}`, `/api/states/${save.id}/content`]) {
      expect(await ask(hub, pocket.as, 'GET', path)).toMatchObject(stateless)
    }
    const deletion = (lane: string, id: number) =>
      ask(hub, pocket.as, 'POST', `/api/${lane}/delete`, { json: { [lane]: [id] } })
    expect(await deletion('saves', state.id)).toMatchObject(saveless)
    expect(await deletion('states', save.id)).toMatchObject(stateless)
    expect(
      await ask(hub, pocket.as, 'POST', `/api/saves/${state.id}/downloaded`, {
        json: { device_id: pocket.id },
      }),
    ).toMatchObject(saveless)
    expect(await putState(hub, pocket.as, save.id, someSave())).toMatchObject(stateless)
  })

  test('of a game, a platform, or everything is listed', async () => {
    const { hub, pocket } = await pocketHub()
    const one = stateOf(await uploadState(hub, pocket.as))
    const other = stateOf(await uploadState(hub, pocket.as, { query: { rom_id: otherGame.id } }))
    const ids = async (query: string) => (await statesOf(hub, pocket.as, query)).map(({ id }) => id)
    expect(await ids('')).toEqual([one.id, other.id])
    expect(await ids(`rom_id=${otherGame.id}`)).toEqual([other.id])
    expect(await ids('platform_id=2000001')).toEqual([one.id, other.id])
    expect(await ids('platform_id=5')).toEqual([])
  })

  test.each([
    ['a game nobody has', { query: { rom_id: 99 } }, { status: 404 }],
    ['a path for an emulator', { query: { emulator: '../x' } }, { status: 422 }],
    [
      'no usable name',
      { name: '..' },
      {
        status: 400,
        body: { detail: 'Invalid state filename: Filename cannot be empty after sanitization' },
      },
    ],
    [
      'a page for a picture',
      { more: [{ ...picture, bytes: Buffer.from('<svg onload=alert(1)>') }] },
      { status: 400 },
    ],
  ])('with %s is refused, and nothing of it is kept', async (_name, upload, expected) => {
    const { hub, pocket } = await pocketHub()
    expect(await uploadState(hub, pocket.as, upload)).toMatchObject(expected)
    expect(await history(hub)).toEqual([])
  })

  test('that is no part of the body is asked for in plain words', async () => {
    const { hub, pocket } = await pocketHub()
    const path = `/api/states?rom_id=${game.id}`
    const type = 'multipart/form-data; boundary=b'
    const body = Buffer.from('--b--\r\n')
    const answer = await send(hub, pocket.as, 'POST', path, { body, headers: { 'content-type': type } })
    expect(answer).toMatchObject({ status: 400, body: { detail: 'No state file was provided' } })
  })
})

describe('nothing is lost', () => {
  test('one of the same name is a new version; the one before is kept', async () => {
    const { hub, pocket } = await pocketHub()
    const [before, after] = [someSave(), someSave()]
    const first = stateOf(await uploadState(hub, pocket.as, { bytes: before }))
    const second = stateOf(await uploadState(hub, pocket.as, { bytes: after }))
    expect(second.id).toBeGreaterThan(first.id)
    expect(second.updated_at > first.updated_at).toBe(true)
    expect((await statesOf(hub, pocket.as)).map(({ id }) => id)).toEqual([second.id])
    expect(await bytesOfVersion(hub, first.id)).toEqual(before)
    expect((await send(hub, pocket.as, 'GET', first.download_path)).bytes).toEqual(before)
  })

  test('the same bytes again are the same state', async () => {
    const { hub, pocket } = await pocketHub()
    const bytes = someSave()
    const first = stateOf(await uploadState(hub, pocket.as, { bytes }))
    const answers = await Promise.all([1, 2, 3].map(() => uploadState(hub, pocket.as, { bytes })))
    expect(answers.map((answer) => stateOf(answer).id)).toEqual([first.id, first.id, first.id])
    expect(await history(hub)).toHaveLength(1)
  })

  test('one that replaces a state it never saw pins that', async () => {
    const { hub, pocket } = await pocketHub()
    const [deck, stranger] = [await handheld(hub, 'Deck'), await bearerClient(hub)]
    const first = stateOf(await uploadState(hub, pocket.as))
    const mine = stateOf(await uploadState(hub, pocket.as))
    const theirs = stateOf(await uploadState(hub, deck.as))
    stateOf(await uploadState(hub, stranger))
    const versions = await history(hub)
    const pinned = (id: number) => versions.find((version) => version.id === id)?.pinned
    expect([pinned(first.id), pinned(mine.id), pinned(theirs.id)]).toEqual([false, true, true])
  })

  test('a blank one does not replace a real one, and is kept aside', async () => {
    const { hub, pocket } = await pocketHub()
    const first = stateOf(await uploadState(hub, pocket.as))
    const blank = Buffer.alloc(512)
    for (const _ of [1, 2]) {
      const answer = await uploadState(hub, pocket.as, { bytes: blank })
      expect(answer).toMatchObject({ status: 409 })
      expect(answer.text).toContain('kept aside')
    }
    expect((await statesOf(hub, pocket.as)).map(({ id }) => id)).toEqual([first.id])
    const aside = (await history(hub)).filter(({ state }) => state === 'side')
    expect(aside).toHaveLength(1)
    expect(await bytesOfVersion(hub, aside[0]?.id ?? 0)).toEqual(blank)
  })

  test('emulators, and names that differ in case only, are states of their own', async () => {
    const { hub, pocket } = await pocketHub()
    const names = ['Game.state', 'game.state', 'Gäme.state'.normalize('NFC'), 'Gäme.state'.normalize('NFD')]
    for (const name of names) stateOf(await uploadState(hub, pocket.as, { name }))
    stateOf(await uploadState(hub, pocket.as, { name: 'Game.state', query: { emulator: 'mgba' } }))
    expect((await statesOf(hub, pocket.as)).map(({ file_name }) => file_name)).toEqual([
      ...names,
      'Game.state',
    ])
  })

  test('an update is a new version under the name the state has', async () => {
    const { hub, pocket } = await pocketHub()
    const first = stateOf(await uploadState(hub, pocket.as, { query: { emulator: 'mgba' } }))
    const bytes = someSave()
    const second = stateOf(await putState(hub, pocket.as, first.id, bytes))
    expect(second).toMatchObject({ file_name: stateName, emulator: 'mgba' })
    expect((await statesOf(hub, pocket.as)).map(({ id }) => id)).toEqual([second.id])
    expect((await send(hub, pocket.as, 'GET', second.download_path)).bytes).toEqual(bytes)
    // Made from an older one: it becomes the one shown, and what it never saw is pinned.
    const third = stateOf(await putState(hub, await bearerClient(hub), first.id, someSave()))
    expect((await history(hub)).map(({ id, pinned }) => [id, pinned])).toEqual([
      [third.id, false],
      [second.id, true],
      [first.id, false],
    ])
  })

  test('deleted ones go to the bin with their history, all or none, and come back', async () => {
    const { hub, pocket } = await pocketHub()
    const first = stateOf(await uploadState(hub, pocket.as))
    const second = stateOf(await uploadState(hub, pocket.as))
    const other = stateOf(await uploadState(hub, pocket.as, { name: 'other.state' }))
    const remove = (...states: number[]) =>
      ask(hub, pocket.as, 'POST', '/api/states/delete', { json: { states } })
    expect(await remove()).toMatchObject({ status: 400, body: { detail: 'No states were provided' } })
    expect(await remove(second.id, 99)).toMatchObject({ status: 404 })
    expect(await statesOf(hub, pocket.as)).toHaveLength(2)
    expect(await remove(second.id)).toMatchObject({ status: 200, body: [second.id] })
    expect((await statesOf(hub, pocket.as)).map(({ id }) => id)).toEqual([other.id])
    expect(await ask(hub, pocket.as, 'GET', `/api/states/${first.id}`)).toMatchObject({ status: 404 })
    const back = await ask(hub, 'window', 'POST', '/api/bin/restore', {
      json: { versions: [first.id, second.id] },
    })
    expect(back).toMatchObject({ status: 200 })
    expect((await statesOf(hub, pocket.as)).map(({ id }) => id)).toEqual([second.id, other.id])
  })
})

test('a picture comes with a state, and leaves as the picture it is', async () => {
  const { hub, pocket } = await pocketHub()
  const state = stateOf(await uploadState(hub, pocket.as, { more: [picture] }))
  expect(state.screenshot).toMatchObject({ file_name: 'Test Game.png', rom_id: game.id })
  const answer = await send(hub, pocket.as, 'GET', state.screenshot?.download_path ?? '')
  expect(answer.bytes).toEqual(png)
  expect(answer.headers.get('content-type')).toBe('image/png')
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /)
  expect(answer.headers.get('content-security-policy')).toContain('sandbox')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
})

test("somebody else's state is not found, unless it is shared", async () => {
  const { hub, pocket } = await pocketHub()
  const robin = await member(hub)
  const bytes = someSave()
  const { id, download_path } = stateOf(await uploadState(hub, pocket.as, { bytes, more: [picture] }))
  const unknown = { status: 404, body: { detail: `State with ID ${id} not found` } }
  expect(await ask(hub, robin.as, 'GET', `/api/states/${id}`)).toMatchObject(unknown)
  expect(await ask(hub, robin.as, 'GET', download_path)).toMatchObject(unknown)
  expect(await putState(hub, robin.as, id, someSave())).toMatchObject(unknown)
  const share = (as: typeof robin.as) =>
    ask(hub, as, 'PUT', `/api/states/${id}/visibility`, { json: { is_public: true } })
  expect(await share(robin.as)).toMatchObject(unknown)
  expect(stateOf(await share(pocket.as))).toMatchObject({ is_public: true })
  expect((await send(hub, robin.as, 'GET', download_path)).bytes).toEqual(bytes)
  expect(await statesOf(hub, robin.as)).toEqual([])
})
