import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { addGame, addHandheld, type BenchHandheld } from './bench-saves'
import { type BenchHub, startBenchHub } from './bench-hub'
import { multipart } from './connection'
import type { Figure } from './measure'

const mebibyte = 1024 * 1024
const size = 512 * mebibyte

/** By how much the resident memory of a hub grows during one upload of the largest size that is taken. */
export async function benchLargeUpload(): Promise<Figure[]> {
  if (process.platform !== 'linux') return []
  const hub = await startBenchHub()
  await addGame(hub)
  const handheld = await addHandheld(hub, 'slot')
  // What Node itself takes when it first hashes and writes is not the upload's.
  for (let time = 0; time < 4; time += 1) await upload(hub, handheld, 16 * mebibyte, () => Promise.resolve())
  const before = await hub.residentMemory()
  let most = before
  const started = performance.now()
  await upload(hub, handheld, size, async () => {
    most = Math.max(most, await hub.residentMemory())
  })
  const seconds = (performance.now() - started) / 1000
  handheld.connection.close()
  await hub.stop()
  return [
    { name: 'one upload of 512 MiB: growth of memory', value: most - before, unit: 'MiB', aim: 30 },
    { name: 'one upload of 512 MiB', value: seconds, unit: 's' },
  ]
}

async function upload(
  hub: BenchHub,
  { connection, path }: BenchHandheld,
  bytes: number,
  look: () => Promise<void>,
): Promise<void> {
  const { headers, body } = multipart(new Uint8Array(0))
  const cut = body.indexOf('\r\n\r\n') + 4
  const { hostname, port } = new URL(hub.url)
  const outgoing = request({
    hostname,
    port,
    method: 'POST',
    path: `${path}&overwrite=true`,
    headers: {
      ...headers,
      authorization: connection.authorization ?? '',
      'content-length': String(body.length + bytes),
    },
  })
  const answered = new Promise<void>((resolve, reject) => {
    outgoing.on('error', reject)
    outgoing.on('response', (response) => {
      response.resume()
      response.on('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`The upload: ${response.statusCode}`)),
      )
    })
  })
  const piece = randomBytes(mebibyte)
  outgoing.write(body.subarray(0, cut))
  for (let sent = 0; sent < bytes; sent += piece.length) {
    piece.writeUInt32LE(sent / mebibyte, 0)
    await new Promise((resolve) => {
      outgoing.write(piece, resolve)
    })
    await look()
  }
  outgoing.end(body.subarray(cut))
  await answered
}
