import { randomBytes } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { request as sendRequest } from 'node:http'
import type { ClientRequest } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type SaveTarget, type SendOutcome, uploadRequest } from '../../shared/ipc-saves'
import type { WindowChannel } from '../hub'
import { asWindow } from './forward'

export interface FileToSend {
  readonly path: string
  readonly name: string
  readonly target: SaveTarget
}

/** Hears how many bytes of the file were handed over so far. */
type OnSent = (sent: number, total: number) => void

/** Bytes read at once. */
const pieceSize = 256 * 1024

/** What a hub says to an upload is short; more than this is not kept. */
const longestAnswer = 256 * 1024

/** The file could not be read, or not as far as it said. */
class Unreadable extends Error {}

/** Streams a file to the hub as an upload of the owner; memory does not grow with its size. */
export async function sendFile(
  channel: WindowChannel,
  { path, name, target }: FileToSend,
  signal: AbortSignal,
  onSent: OnSent,
): Promise<SendOutcome> {
  const file = await open(path).catch(() => null)
  if (file === null) return { kind: 'unreadable' }
  try {
    const { size } = await file.stat()
    const { head, tail, type } = surroundings(name)
    const { method, path: address } = uploadRequest(target)
    const window = asWindow(channel)
    const length = head.length + size + tail.length
    const headers = { ...window.headers, 'content-type': type, 'content-length': length }
    const outgoing = sendRequest({ ...window, method, path: address, headers, signal })
    const body = Readable.from(bodyOf(file, size, { head, tail, onSent }), { objectMode: false })
    // A hub that refuses early answers before it has read everything: its answer counts, not the broken pipe.
    const [answer, sending] = await Promise.allSettled([answerTo(outgoing), pipeline(body, outgoing)])
    if (answer.status === 'fulfilled') return { kind: 'answered', ...answer.value }
    if (signal.aborted) return { kind: 'cancelled' }
    const isFile = sending.status === 'rejected' && sending.reason instanceof Unreadable
    return { kind: isFile ? 'unreadable' : 'broken' }
  } finally {
    await file.close()
  }
}

async function* bodyOf(
  file: FileHandle,
  size: number,
  { head, tail, onSent }: { readonly head: Buffer; readonly tail: Buffer; readonly onSent: OnSent },
): AsyncGenerator<Buffer> {
  yield head
  let sent = 0
  // No more than was promised, also of a file that grows meanwhile.
  while (sent < size) {
    const piece = await pieceAt(file, sent, Math.min(pieceSize, size - sent))
    yield piece
    sent += piece.length
    onSent(sent, size)
  }
  yield tail
}

async function pieceAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const piece = Buffer.alloc(length)
  const { bytesRead } = await file.read(piece, 0, length, position).catch((cause: unknown) => {
    throw new Unreadable('The file could not be read', { cause })
  })
  if (bytesRead === 0) throw new Unreadable('The file became shorter')
  return piece.subarray(0, bytesRead)
}

/** The form around a file (RFC 7578), its name in UTF-8 and its quotes as browsers write them. */
function surroundings(name: string): { head: Buffer; tail: Buffer; type: string } {
  const boundary = `roost-${randomBytes(16).toString('hex')}`
  const escaped = name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
  return {
    head: Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="saveFile"; filename="${escaped}"\r\n` +
        'Content-Type: application/octet-stream\r\n\r\n',
    ),
    tail: Buffer.from(`\r\n--${boundary}--\r\n`),
    type: `multipart/form-data; boundary=${boundary}`,
  }
}

function answerTo(outgoing: ClientRequest): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    outgoing.on('error', reject)
    outgoing.once('response', (incoming) => {
      const pieces: Buffer[] = []
      let length = 0
      incoming.on('data', (piece: Buffer) => {
        length += piece.length
        if (length <= longestAnswer) pieces.push(piece)
      })
      incoming.on('error', reject)
      incoming.once('end', () =>
        resolve({ status: incoming.statusCode ?? 502, body: Buffer.concat(pieces).toString('utf8') }),
      )
    })
  })
}
