import { request } from 'node:http'
import { expect, test } from 'vitest'
import {
  contentOf,
  game,
  handheld,
  history,
  multipart,
  play,
  saveOf,
  savesHub,
  savesOf,
  send,
  someSave,
} from './saves-steps'

test('a large upload does not grow the memory with its size', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  const chunk = someSave(1024 * 1024)
  const count = 96
  const { type, body } = multipart([{ field: 'saveFile', fileName: 'Large.srm', bytes: Buffer.alloc(0) }])
  const cut = body.indexOf('\r\n\r\n') + 4
  const used = () => {
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const before = used()
  let most = 0
  const status = await new Promise<number>((resolve, reject) => {
    const { hostname, port } = new URL(hub.url)
    const outgoing = request(
      {
        hostname,
        port,
        method: 'POST',
        path: `/api/saves?rom_id=${game.id}&slot=autosave`,
        headers: {
          authorization: pocket.as,
          'content-type': type,
          'content-length': String(body.length + count * chunk.length),
        },
      },
      (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode ?? 0))
      },
    )
    outgoing.on('error', reject)
    outgoing.write(body.subarray(0, cut))
    let sent = 0
    const next = () => {
      most = Math.max(most, used())
      if (sent === count) return void outgoing.end(body.subarray(cut))
      sent += 1
      return void outgoing.write(chunk, next)
    }
    next()
  })
  expect(status).toBe(200)
  expect(most - before).toBeLessThan(48 * 1024 * 1024)
  const [made] = await savesOf(hub, pocket.as)
  expect(made?.file_size_bytes).toBe(count * chunk.length)
  const part = await send(hub, pocket.as, 'GET', `/api/saves/${made?.id}/content`, {
    headers: { range: `bytes=${chunk.length}-${2 * chunk.length - 1}` },
  })
  expect(part.bytes).toEqual(chunk)
})

test('autocleanup only leaves older versions out of lists', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  const made = []
  for (let count = 0; count < 4; count += 1) {
    made.push(saveOf(await play(hub, pocket, someSave(), { autocleanup: true, autocleanup_limit: 2 })))
  }
  expect((await savesOf(hub, pocket.as)).map(({ id }) => id)).toEqual(made.slice(2).map(({ id }) => id))
  const [first] = made
  expect(await contentOf(hub, pocket.as, first?.id ?? 0)).toHaveLength(512)
  expect(await history(hub)).toHaveLength(4)
})
