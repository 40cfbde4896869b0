import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ask, member } from './token-steps'
import {
  bytesOfVersion,
  contentOf,
  game,
  handheld,
  history,
  play,
  saveOf,
  savesHub,
  savesOf,
  someSave,
} from './saves-steps'

async function threeVersions() {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  const contents = [someSave(), someSave(), someSave()]
  const ids: number[] = []
  for (const bytes of contents) ids.push(saveOf(await play(hub, pocket, bytes)).id)
  const [first = 0, second = 0, third = 0] = ids
  const remove = (...saves: number[]) => ask(hub, pocket.as, 'POST', '/api/saves/delete', { json: { saves } })
  const unbin = (...versions: number[]) =>
    ask(hub, 'window', 'POST', '/api/bin/restore', { json: { versions } })
  const listed = async () => (await savesOf(hub, pocket.as)).map(({ id }) => id)
  return { hub, pocket, contents, first, second, third, remove, unbin, listed }
}

describe('the recycle bin', () => {
  test('takes exactly the named versions; the newest of the others is the head', async () => {
    const { hub, contents, first, second, third, remove, listed } = await threeVersions()
    expect(await remove(third, first)).toMatchObject({ status: 200, body: [third, first] })
    expect(await listed()).toEqual([second])
    expect((await history(hub)).map(({ state }) => state)).toEqual(['deleted', 'head', 'deleted'])
    expect(await bytesOfVersion(hub, third)).toEqual(contents[2])
    expect((await ask(hub, 'window', 'GET', '/api/bin')).body).toMatchObject([
      { id: third, rom_id: game.id, kind: 'save', key: 'autosave', wire_id: null },
      { id: first },
    ])
  })

  test('gives them back, as they were', async () => {
    const { hub, pocket, contents, first, second, third, remove, unbin, listed } = await threeVersions()
    await remove(third, second)
    expect(await unbin(third)).toMatchObject({ status: 200, body: [{ id: third, state: 'head' }] })
    expect(await listed()).toEqual([first, third])
    expect(await contentOf(hub, pocket.as, third)).toEqual(contents[2])
    expect(await unbin(second)).toMatchObject({ status: 200, body: [{ state: 'past' }] })
    expect(await listed()).toEqual([first, second, third])
    expect(await unbin(second)).toMatchObject({ status: 400 })
  })

  test('W-75: all or none', async () => {
    const { pocket, hub, first, third, remove, unbin, listed } = await threeVersions()
    const all = await listed()
    expect(await remove(third, 99)).toMatchObject({
      status: 404,
      body: { detail: 'Save with ID 99 not found' },
    })
    expect(await listed()).toEqual(all)
    expect(await remove()).toMatchObject({ status: 400, body: { detail: 'No saves were provided' } })
    expect(await remove(third, third)).toMatchObject({ status: 200 })
    expect(await remove(third)).toMatchObject({ status: 404 })
    expect(await unbin(third, first)).toMatchObject({ status: 400 })
    expect(await unbin(99)).toMatchObject({ status: 404 })
    expect(await ask(hub, pocket.as, 'GET', `/api/saves/${third}`)).toMatchObject({ status: 404 })
  })

  test('W-06: two versions of one content: deleting one leaves the bytes of the other', async () => {
    const { hub, pocket, contents, first, remove } = await threeVersions()
    const back = saveOf(await play(hub, pocket, contents[0] ?? someSave()))
    await remove(first)
    expect(await contentOf(hub, pocket.as, back.id)).toEqual(contents[0])
  })

  test('an upload of what a deleted line held brings it back', async () => {
    const { hub, pocket, contents, first, second, third, remove, listed } = await threeVersions()
    await remove(first, second, third)
    expect(await listed()).toEqual([])
    expect(saveOf(await play(hub, pocket, contents[1] ?? someSave())).id).toBe(second)
    expect(await listed()).toEqual([second])
  })

  test('a device that held the deleted head goes on', async () => {
    const { hub, pocket, third, remove } = await threeVersions()
    await remove(third)
    saveOf(await play(hub, pocket, someSave()))
    expect((await history(hub)).map(({ state }) => state)).toEqual(['head', 'deleted', 'past', 'past'])
  })
})

describe('history', () => {
  test('a restored version is a new head with its content; a head that moved is a conflict', async () => {
    const { hub, pocket, contents, first, third } = await threeVersions()
    const restore = (head: number) =>
      ask(hub, 'window', 'POST', `/api/versions/${first}/restore`, { json: { head } })
    expect(await restore(first)).toMatchObject({ status: 409, body: { detail: 'The head has moved since' } })
    const restored = await restore(third)
    expect(restored).toMatchObject({ status: 200, body: { state: 'head', parent_id: third } })
    const { id } = restored.body as { id: number }
    expect(await contentOf(hub, pocket.as, id)).toEqual(contents[0])
    expect((await savesOf(hub, pocket.as)).at(-1)?.id).toBe(id)
    expect(await history(hub)).toHaveLength(4)
    // It did not see the restored one.
    expect(await play(hub, pocket, someSave())).toMatchObject({ status: 409 })
  })

  test('pages go back in time; a version is pinned and annotated', async () => {
    const { hub, first, second, third } = await threeVersions()
    const [line] = (await ask(hub, 'window', 'GET', '/api/lines')).body as { id: number }[]
    const page = async (query: string) => {
      const answer = await ask(hub, 'window', 'GET', `/api/lines/${line?.id}/versions?${query}`)
      return (answer.body as { id: number }[]).map(({ id }) => id)
    }
    expect(await page('limit=2')).toEqual([third, second])
    expect(await page('limit=2&before=2')).toEqual([first])
    const changed = await ask(hub, 'window', 'PUT', `/api/versions/${first}`, {
      json: { pinned: true, note: 'before the boss' },
    })
    expect(changed.body).toMatchObject({ pinned: true, note: 'before the boss', state: 'past' })
  })

  test("is not for client tokens, nor of other people's saves; an owner may look", async () => {
    const { hub, pocket, first, third } = await threeVersions()
    expect(await ask(hub, pocket.as, 'GET', '/api/lines')).toMatchObject({ status: 403 })
    const robin = await member(hub)
    expect((await ask(hub, robin.as, 'GET', '/api/lines')).body).toEqual([])
    for (const [method, path, json] of [
      ['GET', `/api/versions/${first}/content`, undefined],
      ['POST', `/api/versions/${first}/restore`, { head: third }],
      ['PUT', `/api/versions/${first}`, { pinned: true }],
      ['POST', '/api/bin/restore', { versions: [first] }],
    ] as const) {
      expect(await ask(hub, robin.as, method, path, json ? { json } : {})).toMatchObject({ status: 404 })
    }
    expect(await ask(hub, robin.as, 'GET', '/api/lines?person=1')).toMatchObject({ status: 403 })
    expect((await ask(hub, 'window', 'GET', `/api/lines?person=${robin.id}`)).body).toEqual([])
  })

  test('every version is described beside its bytes', async () => {
    const { hub, first, second, third, remove } = await threeVersions()
    await remove(third)
    await hub.restart()
    const folder = join(hub.dataFolder, 'sidecars')
    const files = await readdir(folder, { recursive: true, withFileTypes: true })
    const texts = await Promise.all(
      files
        .filter((entry) => entry.isFile())
        .map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')),
    )
    const described = texts.map((text) => (JSON.parse(text) as { description: object }).description)
    expect(described).toHaveLength(3)
    expect(described).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ versionId: first, state: 'past' }),
        expect.objectContaining({
          versionId: second,
          state: 'head',
          person: { id: 1, name: 'owner', role: 'admin' },
        }),
        expect.objectContaining({ versionId: third, state: 'deleted' }),
      ]),
    )
  })
})
