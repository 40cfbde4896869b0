import type { BlobStore, ByteRange, ByteStream } from '../domain/saves/blob-store'
import type { Screenshot } from '../domain/saves/save-line'
import type { RequestContext } from './context'
import { BadRequest } from './errors'

const plainBytes = 'application/octet-stream'

export interface SentContent {
  readonly sha256: string
  readonly fileName: string
  /** What it is called when it is gone. */
  readonly missing: string
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number
  /** Of a picture that was looked at; whatever else it is leaves as plain bytes (W-73). */
  readonly type?: Screenshot['type'] | typeof plainBytes
}

/**
 * Streams stored bytes: always an attachment, and plain bytes but for pictures (W-73), with an exact Content-Length and
 * one range.
 * @param onWhole called when the whole content, and no mere range of it, was handed to the system (W-44).
 * @throws BadRequest 404 when the bytes are not there, 416.
 */
export async function sendContent(
  context: RequestContext,
  blobs: BlobStore,
  { sha256, fileName, missing, modifiedAt, type = plainBytes }: SentContent,
  onWhole: () => void = () => undefined,
): Promise<void> {
  const whole = await blobs.get(sha256)
  if (!whole) throw new BadRequest(404, missing)
  const etag = `"${sha256}"`
  const range = rangeOf(context, whole.size, etag)
  if (range === 'unsatisfiable') {
    whole.stream.destroy()
    throw new BadRequest(416, 'The range lies outside the file', { 'Content-Range': `bytes */${whole.size}` })
  }
  context.set({
    'Content-Type': type,
    'Content-Disposition': attachment(fileName),
    'Accept-Ranges': 'bytes',
    ETag: etag,
    'Last-Modified': new Date(modifiedAt).toUTCString(),
  })
  if (range === null) {
    context.status = 200
    if (!context.req.destroyed) context.res.once('finish', onWhole)
    send(context, type, whole.stream, whole.size)
    return
  }
  whole.stream.destroy()
  const part = await blobs.get(sha256, range)
  if (!part) throw new BadRequest(404, missing)
  context.status = 206
  context.set('Content-Range', `bytes ${range.start}-${range.end - 1}/${whole.size}`)
  send(context, type, part.stream, range.end - range.start)
}

function send(context: RequestContext, type: string, stream: ByteStream, length: number): void {
  context.body = stream
  // Koa takes a stream's length for unknown and a stream's type from its own guess.
  context.length = length
  context.type = type
}

/** One range as RFC 9110 section 14 has it; anything else than one is answered whole. */
function rangeOf(context: RequestContext, size: number, etag: string): ByteRange | null | 'unsatisfiable' {
  const { range, 'if-range': condition } = context.req.headers
  const match = /^bytes=(\d*)-(\d*)$/.exec(range?.replaceAll(/\s/g, '') ?? '')
  if (!match || (condition !== undefined && condition !== etag)) return null
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return null
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size }
  }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return null
  return start >= size
    ? 'unsatisfiable'
    : { start, end: last === '' ? size : Math.min(size, Number(last) + 1) }
}

/** RFC 6266: an ASCII name for everybody, and the true one. */
export function attachment(fileName: string): string {
  const plain = fileName.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
