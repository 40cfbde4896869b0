import busboy, { type Busboy } from 'busboy'
import type { Readable } from 'node:stream'
import type { RequestContext } from './context'
import { BadRequest } from './errors'

/** What is done with the file parts of a body, by their field names. Parts of other names are skipped. */
export type FileHandlers = Readonly<
  Record<string, (stream: Readable, fileName: string | undefined) => Promise<void>>
>

/** What may be read of a body whose answer is settled, so that its sender sees the answer and not a reset. */
const drainLimits = { bytes: 1024 * 1024, milliseconds: 2_000 }

/** Bytes for boundaries and headers of parts, beside the files themselves. */
const overhead = 64 * 1024

/**
 * Reads a multipart body as it comes: only called once the caller is known to be let in (W-15). Each handler gets its
 * part as a stream and must read it to the end or fail; the promise resolves when all of them are done. On any failure,
 * theirs or the transfer's, the streams are destroyed, and the rest of the body is read a while and thrown away.
 * @param limit bytes of the files together, counted while reading.
 * @throws BadRequest (400, 413, 415), and whatever a handler throws.
 */
export async function readMultipart(
  context: RequestContext,
  handlers: FileHandlers,
  limit: number,
): Promise<void> {
  try {
    assertLength(context, limit)
    const parser = createParser(context)
    if (context.req.headers.expect !== undefined) context.res.writeContinue()
    try {
      await parse(context, parser, handlers, limit)
    } finally {
      parser.destroy()
    }
  } catch (error) {
    await drain(context)
    throw error
  }
}

function createParser({ req }: RequestContext): Busboy {
  if (!/^multipart\/form-data\s*;/i.test(req.headers['content-type'] ?? '')) {
    throw new BadRequest(415, 'The body must be multipart/form-data')
  }
  try {
    return busboy({
      headers: req.headers,
      // A path in a name is judged by the domain, not cut off here; names are raw UTF-8 (clients.md 1).
      preservePath: true,
      defParamCharset: 'utf8',
      limits: { parts: 20, fields: 16, files: 4, fieldSize: 64 * 1024, headerPairs: 50 },
    })
  } catch {
    throw new BadRequest(400, 'The multipart body has no usable boundary')
  }
}

/** A length that is told and too much is refused before a byte is read (wire.md 6.3.1). */
function assertLength({ req }: RequestContext, limit: number): void {
  if (Number(req.headers['content-length'] ?? 0) > limit + overhead) throw tooLarge(limit)
}

function unfinished(): BadRequest {
  return new BadRequest(400, 'The request body did not arrive whole')
}

function tooLarge(limit: number): BadRequest {
  return new BadRequest(413, `Request body exceeds the maximum allowed size of ${limit} bytes`)
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
    req.on('data', (chunk: Buffer) => {
      received += chunk.length
      if (received > limit + overhead) fail(tooLarge(limit))
    })
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
      const handled = handle(stream, filename)
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
    parser.on('close', resolve)
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

/** In the words of wire.md 6.3.5. */
export function noFileName(field: string): string {
  const what =
    ({ screenshotFile: 'Screenshot', stateFile: 'State' } as Record<string, string>)[field] ?? 'Save'
  return `${what} file has no filename`
}

/** Reads on for a while, so that Go and OkHttp see the answer; then this connection can carry no other request. */
export async function drain({ req, res }: RequestContext): Promise<void> {
  // Whoever waits for "100 Continue" has sent nothing and will not.
  const isWaiting = req.headers.expect !== undefined && !req.readableDidRead
  if (req.complete || req.destroyed || isWaiting) return
  const isWhole = await new Promise<boolean>((resolve) => {
    let read = 0
    const done = () => {
      clearTimeout(timer)
      req.off('data', count)
      for (const event of ['end', 'close', 'error'] as const) req.off(event, done)
      resolve(req.complete)
    }
    const count = (chunk: Buffer) => {
      read += chunk.length
      if (read > drainLimits.bytes) done()
    }
    const timer = setTimeout(done, drainLimits.milliseconds)
    req.on('data', count)
    for (const event of ['end', 'close', 'error'] as const) req.once(event, done)
    req.resume()
  })
  if (!isWhole && !res.headersSent) {
    req.pause()
    res.setHeader('Connection', 'close')
  }
}
