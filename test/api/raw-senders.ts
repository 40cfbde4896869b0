import { connect, type Socket } from 'node:net'
import type { TestHub } from '../helpers/hub'

/** As OkHttp: writes all there is, reads nothing before; how the connection ended, if it did. */
export function writeThenRead(
  hub: TestHub,
  bytes: readonly Uint8Array[],
): Promise<{ text: string; error: string | null }> {
  const { hostname, port } = new URL(hub.url)
  return new Promise((resolve) => {
    const socket: Socket = connect({ host: hostname, port: Number(port) })
    let text = ''
    socket.pause()
    socket.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ text, error: error.code ?? error.message }),
    )
    socket.on('data', (chunk) => (text += chunk.toString('latin1')))
    socket.on('close', () => resolve({ text, error: null }))
    for (const piece of bytes) socket.write(piece)
    // The FIN after the last byte: the hub closes when it has answered.
    socket.end(() => socket.resume())
  })
}

/** As Go: reads while it writes, and stops writing at the answer. */
export async function writeUntilAnswered(
  hub: TestHub,
  start: string,
  chunked: boolean,
): Promise<{ text: string; sent: number }> {
  const { hostname, port } = new URL(hub.url)
  const piece = Buffer.alloc(65_536, 1)
  const framed = chunked ? Buffer.concat([Buffer.from('10000\r\n'), piece, Buffer.from('\r\n')]) : piece
  return new Promise((resolve, reject) => {
    let text = ''
    let sent = 0
    let isOver = false
    const socket = connect({ host: hostname, port: Number(port) }, () => {
      socket.write(start)
      next()
    })
    const next = () => {
      if (isOver) return
      sent += piece.length
      // Its turn to read comes between two writes, as beside a writing goroutine; and nothing is written after an error.
      socket.write(framed, (error) => error ?? setImmediate(next))
    }
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      isOver = true
      if (!/\r\n\r\n.*\}$/s.test(text)) return
      socket.destroy()
      resolve({ text, sent })
    })
    socket.on('error', (error) => reject(new Error(`${error.message} after ${sent} bytes, read: ${text}`)))
  })
}
