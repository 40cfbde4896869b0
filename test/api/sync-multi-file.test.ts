import { readFile } from 'node:fs/promises'
import { request, type ClientRequest } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { TestHub } from '../helpers/hub'
import {
  bytesOfVersion,
  contentOf,
  game,
  type Handheld,
  handheld,
  history,
  multipart,
  play,
  queryOf,
  saveOf,
  savesHub,
  savesOf,
} from './saves-steps'
import { conflictsOf, keptContents, md5 } from './sync-steps'
import { ask } from './token-steps'

const archives = new URL('../fixtures/archives/', import.meta.url)

function readFixture(name: string): Promise<Buffer> {
  return readFile(new URL(name, archives))
}

/** An upload of which the hub has the first half of the bytes. */
function halfUploaded(hub: TestHub, { as, id }: Handheld, bytes: Buffer) {
  const { type, body } = multipart([{ field: 'saveFile', fileName: 'Folder.zip', bytes }])
  const { hostname, port } = new URL(hub.url)
  const path = `/api/saves?${queryOf({ rom_id: game.id, slot: 'autosave', device_id: id })}`
  const headers = { authorization: as, 'content-type': type, 'content-length': String(body.length) }
  const outgoing: ClientRequest = request({ hostname, port, method: 'POST', path, headers })
  const half = Math.floor(body.length / 2)
  const ended = new Promise<number | null>((resolve) => {
    outgoing.on('response', (answer) => answer.resume().on('end', () => resolve(answer.statusCode ?? 0)))
    outgoing.on('error', () => resolve(null))
  })
  return {
    begun: new Promise<void>((resolve) => {
      outgoing.write(body.subarray(0, half), () => resolve())
    }),
    ended,
    finish: () => outgoing.end(body.subarray(half)),
    cut: () => outgoing.destroy(),
  }
}

describe('failure case 12: a save of several files', () => {
  async function withTwoSets() {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const [early, late] = [await readFixture('one-stored.zip'), await readFixture('three-stored.zip')]
    const first = saveOf(await play(hub, pocket, early))
    const second = saveOf(await play(hub, pocket, late))
    return { hub, pocket, early, late, first, second }
  }

  test('that arrived by half is not there, and what was there is whole', async () => {
    const { hub, pocket, late, second } = await withTwoSets()
    const before = await history(hub)
    const upload = halfUploaded(hub, pocket, await readFixture('folders.zip'))
    await upload.begun
    upload.cut()
    await upload.ended
    expect(await history(hub)).toEqual(before)
    expect((await savesOf(hub, pocket.as)).at(-1)?.id).toBe(second.id)
    expect(await contentOf(hub, pocket.as, second.id)).toEqual(late)
    // Sent again it is one set, and whole.
    const whole = await readFixture('folders.zip')
    const sent = saveOf(await play(hub, pocket, whole))
    expect(await contentOf(hub, pocket.as, sent.id)).toEqual(whole)
    expect(await history(hub)).toHaveLength(before.length + 1)
  })

  test('restored during an upload: either set whole, and never one over the other unseen', async () => {
    const { hub, pocket, early, late, first, second } = await withTwoSets()
    const playedOn = await readFixture('folders.zip')
    const upload = halfUploaded(hub, pocket, playedOn)
    await upload.begun
    expect(
      await ask(hub, 'window', 'POST', `/api/versions/${first.id}/restore`, { json: { head: second.id } }),
    ).toMatchObject({ status: 200 })
    upload.finish()
    // It was made from what is not the head any more.
    expect(await upload.ended).toBe(409)
    const head = (await savesOf(hub, pocket.as)).at(-1)
    expect(await contentOf(hub, pocket.as, head?.id ?? 0)).toEqual(early)
    const [open] = await conflictsOf(hub)
    expect(await bytesOfVersion(hub, open?.held_version_id ?? 0)).toEqual(playedOn)
    expect((await keptContents(hub)).sort()).toEqual([early, early, late, playedOn].map(md5).sort())
  })
})
