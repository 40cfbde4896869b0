import type { BlobStore, ByteStream } from '../domain/saves/blob-store'
import type { Screenshot } from '../domain/saves/save-line'
import { askedRange } from './byte-range'
import { attachment } from './content-disposition'
import type { RequestContext } from './context'
import { BadRequest } from './errors'

const plainBytes = 'application/octet-stream'

export interface SentContent {
  readonly sha256: string
  readonly sizeBytes: number
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
  { sha256, sizeBytes, fileName, missing, modifiedAt, type = plainBytes }: SentContent,
  onWhole: () => void = () => undefined,
): Promise<void> {
  const whole = await blobs.get(sha256)
  if (!whole) throw new BadRequest(404, missing)
  if (whole.size !== sizeBytes) {
    whole.stream.destroy()
    // Half a save would be taken for the save, and played on.
    context.state.log.error({ sha256, sizeBytes, found: whole.size }, 'a stored content is damaged')
    throw new BadRequest(404, missing)
  }
  const etag = `"${sha256}"`
  const range = askedRange(context.req, whole.size, etag)
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
  const { start, end } = range
  const part = await blobs.get(sha256, { start, end: end + 1 })
  if (!part) throw new BadRequest(404, missing)
  context.status = 206
  context.set('Content-Range', `bytes ${start}-${end}/${whole.size}`)
  send(context, type, part.stream, end - start + 1)
}

function send(context: RequestContext, type: string, stream: ByteStream, length: number): void {
  context.body = stream
  // Koa takes a stream's length for unknown and a stream's type from its own guess.
  context.length = length
  context.type = type
}
