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
  content: SentContent,
  onWhole: () => void = () => undefined,
): Promise<void> {
  const { sha256, sizeBytes, missing } = content
  const opened = await openContent(blobs, content)
  if (!opened) throw new BadRequest(404, missing)
  if (opened.size !== sizeBytes) {
    opened.drop()
    // Half a save would be taken for the save, and played on.
    context.state.log.error({ sha256, sizeBytes, found: opened.size }, 'a stored content is damaged')
    throw new BadRequest(404, missing)
  }
  const range = askedRange(context.req, sizeBytes, `"${sha256}"`)
  if (range === 'unsatisfiable') {
    opened.drop()
    throw new BadRequest(416, 'The range lies outside the file', { 'Content-Range': `bytes */${sizeBytes}` })
  }
  describe(context, content)
  if (range === null) {
    context.status = 200
    if (!context.req.destroyed) context.res.once('finish', onWhole)
    send(context, content, opened.whole(), sizeBytes)
    return
  }
  const { start, end } = range
  const part = await opened.part(start, end + 1)
  if (!part) throw new BadRequest(404, missing)
  context.status = 206
  context.set('Content-Range', `bytes ${start}-${end}/${sizeBytes}`)
  send(context, content, part, end - start + 1)
}

/** Bytes up to which a content is read and sent at once: most saves. */
const smallest = 256 * 1024

interface OpenContent {
  readonly size: number
  whole(): ByteStream | Uint8Array
  /** Null when it is gone meanwhile. */
  part(start: number, end: number): Promise<ByteStream | Uint8Array | null>
  /** Of what is not sent. */
  drop(): void
}

async function openContent(
  blobs: BlobStore,
  { sha256, sizeBytes }: Pick<SentContent, 'sha256' | 'sizeBytes'>,
): Promise<OpenContent | null> {
  if (sizeBytes > smallest) return openStream(blobs, sha256)
  // One more, so that one that is too long is seen.
  const bytes = await blobs.read(sha256, sizeBytes + 1)
  return (
    bytes && {
      size: bytes.length,
      whole: () => bytes,
      part: (start, end) => Promise.resolve(bytes.subarray(start, end)),
      drop: () => undefined,
    }
  )
}

async function openStream(blobs: BlobStore, sha256: string): Promise<OpenContent | null> {
  const whole = await blobs.get(sha256)
  return (
    whole && {
      size: whole.size,
      whole: () => whole.stream,
      async part(start, end) {
        whole.stream.destroy()
        return (await blobs.get(sha256, { start, end }))?.stream ?? null
      },
      drop: () => whole.stream.destroy(),
    }
  )
}

function describe(
  context: RequestContext,
  { sha256, fileName, modifiedAt, type = plainBytes }: SentContent,
): void {
  context.set({
    'Content-Type': type,
    'Content-Disposition': attachment(fileName),
    'Accept-Ranges': 'bytes',
    ETag: `"${sha256}"`,
    'Last-Modified': new Date(modifiedAt).toUTCString(),
  })
}

function send(
  context: RequestContext,
  { type = plainBytes }: SentContent,
  body: ByteStream | Uint8Array,
  length: number,
): void {
  context.body = body
  // Koa takes a stream's length for unknown and its type from its own guess.
  context.length = length
  context.type = type
}
