import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { listenOnNetwork } from '../../../main/server/listen'

const patience = { headers: 600, idle: 400, keepAlive: 10_000, inFlight: 1_000 }

async function listen(handle: RequestListener): Promise<() => Socket> {
  const listener = await listenOnNetwork(handle, '127.0.0.1', 0, patience)
  const sockets: Socket[] = []
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await listener.close()
  })
  return () => {
    const socket = connect({ host: '127.0.0.1', port: listener.port })
    socket.on('error', () => undefined)
    sockets.push(socket)
    return socket
  }
}

const readWhole: RequestListener = (request, response) => {
  request.resume()
  request.on('end', () => response.end('read it all'))
  request.on('error', () => response.destroy())
}

function textOf(socket: Socket): () => string {
  let text = ''
  socket.on('data', (chunk) => (text += chunk.toString('latin1')))
  return () => text
}

const head = 'POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: 1000\r\n\r\n'

test('an upload that stalls is cut; one that moves, however slowly, never is', async () => {
  const open = await listen(readWhole)
  const slow = open()
  const said = textOf(slow)
  slow.write(head)
  let left = 1_000
  const trickle = setInterval(() => {
    if (left <= 1) return
    left -= 1
    slow.write('x')
  }, patience.idle / 8)
  onTestFinished(() => clearInterval(trickle))

  // Three times as long as an upload may stand still, the slow one moves on.
  for (let time = 0; time < 3; time += 1) {
    const stalled = open()
    stalled.write(`${head}some bytes and then nothing`)
    await once(stalled, 'close')
    expect(slow.destroyed).toBe(false)
  }
  clearInterval(trickle)
  slow.write('x'.repeat(left))
  await once(slow, 'data')
  expect(said()).toMatch(/^HTTP\/1\.1 200 .*read it all/s)
})

test('headers that come a byte at a time are cut off, and so is a connection that says nothing', async () => {
  const open = await listen(readWhole)
  const slow = open()
  const said = textOf(slow)
  const silent = open()
  slow.write('GET / HTTP/1.1\r\nHost: hub\r\n')
  const trickle = setInterval(() => slow.write('X-More: 1\r\n'), patience.headers / 8)
  onTestFinished(() => clearInterval(trickle))
  await Promise.all([once(slow, 'close'), once(silent, 'close')])
  expect(said()).toMatch(/^HTTP\/1\.1 408 /)
})

test('an answer that nobody reads is given up', async () => {
  let ended: Promise<unknown[]> | null = null
  const open = await listen((_request, response) => {
    ended = once(response, 'close')
    response.writeHead(200, { 'Content-Length': 64 * 1024 * 1024 })
    response.write(Buffer.alloc(64 * 1024 * 1024))
  })
  const socket = open()
  socket.once('data', () => socket.pause())
  socket.write('GET / HTTP/1.1\r\nHost: hub\r\n\r\n')
  await once(socket, 'data')
  await expect(ended).resolves.toEqual([])
})
