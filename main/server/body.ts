import type { IncomingMessage, ServerResponse } from 'node:http'
import rawBody from 'raw-body'
import { BadRequest, InvalidFields } from './errors'

/** Bytes. No JSON of the contract comes near it: 22 scope words and a few names. */
const usualLimit = 64 * 1024

/**
 * Reads a JSON body: only called once the caller is known to be let in (W-15). An empty body reads as absent.
 * @throws BadRequest (413, 415, 400 for a broken transfer), InvalidFields (`json_invalid`).
 */
export async function readJson(
  request: IncomingMessage,
  response: ServerResponse,
  limit = usualLimit,
): Promise<unknown> {
  if (request.headers.expect !== undefined) response.writeContinue()
  const bytes = await rawBody(request, { limit, length: request.headers['content-length'] ?? null }).catch(
    (error: unknown) => {
      throw unreadable(error, limit)
    },
  )
  if (bytes.length === 0) return undefined
  assertJson(request.headers['content-type'])
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new InvalidFields([{ type: 'json_invalid', loc: ['body', 0], msg: 'JSON decode error', input: {} }])
  }
}

/** A form of a foreign page cannot send this type without asking first, and there is no CORS to say yes. */
function assertJson(contentType: string | undefined): void {
  if (contentType === undefined) return
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type !== 'application/json' && !/^application\/[a-z0-9.+-]+\+json$/.test(type)) {
    throw new BadRequest(415, 'The body must be JSON, sent as Content-Type: application/json')
  }
}

function unreadable(error: unknown, limit: number): BadRequest {
  const type = error instanceof Error && 'type' in error ? error.type : undefined
  if (type === 'entity.too.large') {
    return new BadRequest(413, `Request body exceeds the maximum allowed size of ${limit} bytes`, {
      // What was not read is still on its way: this connection cannot carry another request.
      Connection: 'close',
    })
  }
  return new BadRequest(400, 'The request body did not arrive whole')
}
