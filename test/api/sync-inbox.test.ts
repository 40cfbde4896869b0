import { describe, expect, test } from 'vitest'
import { listNotices } from '../../shared/api/conflicts'
import {
  bearerClient,
  handheld,
  play,
  put,
  saveOf,
  savesHub,
  slotlessClient,
  someSave,
  upload,
} from './saves-steps'
import {
  action,
  argosy,
  confirm,
  conflictsOf,
  decide,
  deciding,
  entry,
  keptContents,
  linesOf,
  md5,
  operation,
  theConflict,
  twoThatPlayed,
} from './sync-steps'
import { ask, member } from './token-steps'

const blank = Buffer.alloc(512)

async function refused() {
  const hub = await savesHub()
  const two = await twoThatPlayed(hub)
  expect(await play(hub, two.deck, two.ofDeck)).toMatchObject({ status: 409 })
  return { hub, ...two }
}

describe('the handheld decides by itself', () => {
  test('overwrite: its copy is the head, and the entry closes with a trace', async () => {
    const { hub, deck, ofPocket, ofDeck } = await refused()
    const saved = saveOf(await play(hub, deck, ofDeck, { overwrite: true }))
    expect(saved.content_hash).toBe(md5(ofDeck))
    expect(await conflictsOf(hub)).toEqual([])
    expect(await conflictsOf(hub, 'closed')).toMatchObject([
      {
        decision: 'device',
        closed_by: 'device',
        decided_by: null,
        head: { content_hash: md5(ofPocket) },
        held: { content_hash: md5(ofDeck) },
      },
    ])
  })

  test('it takes the head: the entry closes, and its copy stays', async () => {
    const { hub, deck, ofDeck, head, first } = await refused()
    await confirm(hub, deck, first.id)
    expect(await conflictsOf(hub)).toHaveLength(1)
    await confirm(hub, deck, head.id)
    expect(await conflictsOf(hub, 'closed')).toMatchObject([{ decision: 'hub', closed_by: 'device' }])
    expect(await keptContents(hub)).toContain(md5(ofDeck))
  })

  test('both turn out to be the same: closed, with a trace', async () => {
    const { hub, deck, ofPocket } = await refused()
    expect(await action(hub, deck, [entry(ofPocket)])).toBe('no_op')
    expect(await conflictsOf(hub, 'closed')).toMatchObject([{ decision: null, closed_by: 'hub' }])
  })
})

describe('failure case 4: a third device uploads while a conflict is open', () => {
  test('the decision about the head that was seen is refused, and the next one is not', async () => {
    const { hub, pocket } = await refused()
    const seen = await theConflict(hub)
    saveOf(await play(hub, pocket, someSave()))
    expect(await deciding(hub, seen, 'device')).toMatchObject({
      status: 409,
      body: { detail: 'The head has moved since' },
    })
    const now = await theConflict(hub)
    expect(now.head_version_id).not.toBe(seen.head_version_id)
    expect(await deciding(hub, now, 'device')).toMatchObject({ status: 200 })
    expect(await deciding(hub, now, 'device')).toMatchObject({ status: 410 })
  })
})

describe('failure case 5: a blank or tiny save over progress', () => {
  test('a blank one is kept aside, and never the head without a word', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const bytes = someSave()
    const head = saveOf(await play(hub, pocket, bytes))
    expect(await operation(hub, pocket, [entry(blank)])).toMatchObject({
      action: 'download',
      save_id: head.id,
    })
    expect(await play(hub, pocket, blank)).toMatchObject({ status: 409 })
    expect(await theConflict(hub)).toMatchObject({ reason: 'blank', held: { blank: true } })
    saveOf(await play(hub, pocket, bytes))
    saveOf(await play(hub, pocket, blank, { overwrite: true }))
    const notices = await ask(hub, 'window', 'GET', '/api/notices')
    const [notice] = listNotices.answer.parse(notices.body)
    expect(notice).toMatchObject({
      kind: 'blank-overwrite',
      replaced_version_id: head.id,
      device_id: pocket.id,
    })
    expect(await ask(hub, 'window', 'POST', `/api/notices/${notice?.id}/seen`)).toMatchObject({ body: null })
    expect((await ask(hub, 'window', 'GET', '/api/notices')).body).toEqual([])
  })

  test('a tiny one that was made from the head is progress like any other, and the earlier one is there', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const bytes = someSave()
    saveOf(await play(hub, pocket, bytes))
    saveOf(await play(hub, pocket, Buffer.from('x')))
    expect(await keptContents(hub)).toContain(md5(bytes))
  })

  test('a blank head is replaced by anything', async () => {
    const hub = await savesHub()
    const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
    const bytes = someSave()
    saveOf(await play(hub, pocket, blank))
    expect(await action(hub, deck, [entry(bytes)])).toBe('upload')
    saveOf(await play(hub, deck, bytes))
  })
})

describe('who has no device', () => {
  test('a slotless program: refused bytes are in the inbox; naming the head decides', async () => {
    const hub = await savesHub()
    const [pocket, as] = [await handheld(hub), await slotlessClient(hub)]
    const first = saveOf(await play(hub, pocket, someSave()))
    const head = saveOf(await play(hub, pocket, someSave()))
    const mine = someSave()
    expect(await put(hub, as, first.id, mine)).toMatchObject({ status: 409 })
    expect(await theConflict(hub)).toMatchObject({ device_id: null, held: { content_hash: md5(mine) } })
    saveOf(await put(hub, as, head.id, mine))
    expect(await conflictsOf(hub, 'closed')).toMatchObject([{ decision: 'device', closed_by: 'device' }])
  })

  test('a slotless program: a person decides', async () => {
    const hub = await savesHub()
    const [pocket, as] = [await handheld(hub), await slotlessClient(hub)]
    const first = saveOf(await play(hub, pocket, someSave()))
    saveOf(await play(hub, pocket, someSave()))
    const mine = someSave()
    expect(await put(hub, as, first.id, mine)).toMatchObject({ status: 409 })
    await decide(hub, 'both')
    expect((await linesOf(hub)).map(({ key }) => key)).toEqual(['autosave', 'autosave copy'])
  })

  test('a bearer program replaces the head, which is pinned, and a notice says so', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const head = saveOf(await play(hub, pocket, someSave()))
    saveOf(await upload(hub, await bearerClient(hub), { query: { slot: 'autosave' } }))
    const notices = await ask(hub, 'window', 'GET', '/api/notices')
    expect(notices.body).toMatchObject([
      { kind: 'head-replaced', replaced_version_id: head.id, key: 'autosave' },
    ])
  })
})

test('a program that repeats hashes: what a person decided reaches it', async () => {
  const hub = await savesHub()
  const [odin, deck] = [await argosy(hub), await handheld(hub, 'Deck')]
  const [start, ofOdin] = [someSave(), someSave()]
  const first = saveOf(await play(hub, odin, start))
  await confirm(hub, deck, first.id)
  const head = saveOf(await play(hub, deck, someSave()))
  expect(await play(hub, odin, ofOdin)).toMatchObject({ status: 409 })
  expect(await action(hub, odin, [entry(start)])).toBe('conflict')
  await decide(hub, 'hub')
  expect(await operation(hub, odin, [entry(start)])).toMatchObject({ action: 'download', save_id: head.id })
  await confirm(hub, odin, head.id)
  saveOf(await play(hub, odin, someSave()))
})

test("entries are one's own, and an owner's to look at", async () => {
  const { hub } = await refused()
  const robin = await member(hub)
  const { id, head_version_id: head } = await theConflict(hub)
  expect((await ask(hub, robin.as, 'GET', '/api/conflicts')).body).toEqual([])
  const question = { json: { keep: 'hub', head } }
  expect(await ask(hub, robin.as, 'POST', `/api/conflicts/${id}/decide`, question)).toMatchObject({
    status: 404,
  })
  expect((await ask(hub, 'window', 'GET', `/api/conflicts?person=${robin.id}`)).body).toEqual([])
})
