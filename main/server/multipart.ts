import busboy, { type Busboy } from 'busboy'
import type { Readable } from 'node:stream'
import { say } from '../../shared/sentences/say'
import type { RequestContext } from './context'
import { BadRequest } from './errors'

/** What is done with the file parts of a body, by their field names. Parts of other names are skipped. */
export type FileHandlers = Readonly<
  Record<string, (stream: Readable, fileName: string | undefined) => Promise<void>>
>

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Bytes for boundaries and headers of parts, beside the files themselves. */
const overhead = 64 * 1024

/**
 * Reads a multipart body as it comes: only called once the caller is known to be let in (W-15). Each handler gets its
 * part as a stream and must read it to the end or fail; the promise resolves when all of them are done. On any failure,
 * theirs or the transfer's, the streams are destroyed.
 * @param limit bytes of the files together, counted while reading.
 * @throws BadRequest (400, 413, 415), and whatever a handler throws.
 */
export async function readMultipart(
  context: RequestContext,
  handlers: FileHandlers,
  limit: number,
): Promise<void> {
  announcedLength(context, limit)
  const parser = createParser(context)
  if (context.req.headers.expect !== undefined) context.res.writeContinue()
  try {
    await parse(context, parser, handlers, limit)
    // An upload may take an hour: whoever was revoked meanwhile leaves nothing here (design section 4).
    await context.state.assertStillIn()
  } finally {
    parser.destroy()
  }
}

function createParser({ req }: RequestContext): Busboy {
  if (!/^multipart\/form-data\s*(?:;|$)/i.test(req.headers['content-type'] ?? '')) {
    throw new BadRequest(415, 'The body must be multipart/form-data')
  }
  try {
    return busboy({
      headers: req.headers,
      // A path in a name is judged by the domain, not cut off here.
      preservePath: true,
      // Byte for byte: what they mean is for `textOf` to say.
      defParamCharset: 'latin1',
      limits: { parts: 20, fields: 16, files: 4, fieldSize: 64 * 1024, headerPairs: 50 },
    })
  } catch {
    throw new BadRequest(400, 'The multipart body has no usable boundary')
  }
}

/**
 * Bytes that a body says it has; 0 when it does not say. One that says too much is refused before a byte of it is read
 * (wire.md 6.3.1), and before anybody asks whether there is room for it.
 * @throws BadRequest 413
 */
export function announcedLength({ req }: RequestContext, limit: number): number {
  const length = Number(req.headers['content-length'] ?? 0)
  if (length > limit + overhead) throw tooLarge(limit)
  return length
}

function unfinished(): BadRequest {
  return new BadRequest(400, say('body.broken'))
}

function tooLarge(limit: number): BadRequest {
  return new BadRequest(413, say('body.tooLarge', { bytes: limit }))
}

async function parse(
  { req }: RequestContext,
  parser: Busboy,
  handlers: FileHandlers,
  limit: number,
): Promise<void> {
  const running: Promise<void>[] = []
  const seen = new Set<string>()
  const transfer = new Promise<void>((resolve, reject) => {
    let received = 0
    const fail = (error: Error) => {
      reject(error)
      parser.destroy(error)
    }
    const count = (chunk: Buffer) => {
      received += chunk.length
      if (received > limit + overhead) fail(tooLarge(limit))
    }
    req.on('data', count)
    req.once('error', () => fail(unfinished()))
    req.once('close', () => {
      if (!req.complete) fail(unfinished())
    })
    parser.on('file', (field, stream, { filename }) => {
      // Destroyed with the parser: whoever reads it is told; nobody else needs to hear of it.
      stream.on('error', () => undefined)
      const handle = Object.hasOwn(handlers, field) ? handlers[field] : undefined
      if (!handle) return void stream.resume()
      if (seen.has(field)) return fail(new BadRequest(400, `The part ${field} was sent more than once`))
      seen.add(field)
      const handled = handle(stream, filename === undefined ? undefined : textOf(filename))
      running.push(handled)
      handled.catch((error: unknown) => fail(error instanceof Error ? error : new Error(String(error))))
    })
    parser.on('field', (field) => {
      if (Object.hasOwn(handlers, field)) fail(new BadRequest(400, noFileName(field)))
    })
    for (const event of ['partsLimit', 'fieldsLimit', 'filesLimit'] as const) {
      parser.on(event, () => fail(new BadRequest(400, 'The multipart body has too many parts')))
    }
    parser.on('error', () => fail(new BadRequest(400, 'The multipart body is damaged')))
    parser.on('close', () => {
      req.off('data', count)
      resolve()
    })
  })
  req.pipe(parser)
  try {
    await transfer
    await Promise.all(running)
  } finally {
    req.unpipe(parser)
    // What a handler began it also ends, before anybody decides what becomes of it.
    await Promise.allSettled(running)
  }
}

/**
 * The name a client meant by the bytes it sent: clients write raw UTF-8 (clients.md 1), some old ones latin1, which is
 * hardly ever valid UTF-8. A name from `filename*` (RFC 7578 section 4.2) comes decoded already.
 */
function textOf(bytes: string): string {
  if (!/^[\0-\xff]*$/.test(bytes)) return bytes
  try {
    return utf8.decode(Buffer.from(bytes, 'latin1'))
  } catch {
    return bytes
  }
}

/** In the words of wire.md 6.3.5. */
export function noFileName(field: string): string {
  const what =
    ({ screenshotFile: 'Screenshot', stateFile: 'State' } as Record<string, string>)[field] ?? 'Save'
  return `${what} file has no filename`
}
