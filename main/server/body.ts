import type { IncomingMessage, ServerResponse } from 'node:http'
import rawBody from 'raw-body'
import { say } from '../../shared/sentences/say'
import { BadRequest, InvalidFields } from './errors'

/** Bytes. No JSON of the contract comes near it: 22 scope words and a few names. */
const usualLimit = 64 * 1024

const formType = 'application/x-www-form-urlencoded'

/** `either` for routes whose RomM clients send a form. */
export type Encoding = 'json' | 'form' | 'either'

/**
 * Reads a body: only called once the caller is known to be let in (W-15). An empty JSON body reads as absent, an empty
 * form as one without fields.
 * @throws BadRequest (413, 415; 400 for a broken transfer or a parameter sent twice), InvalidFields (`json_invalid`).
 */
export async function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  encoding: Encoding,
  limit = usualLimit,
): Promise<unknown> {
  if (request.headers.expect !== undefined) response.writeContinue()
  const bytes = await rawBody(request, { limit, length: request.headers['content-length'] ?? null }).catch(
    (error: unknown) => {
      throw unreadable(error, limit)
    },
  )
  if (bytes.length === 0) return encoding === 'form' ? {} : undefined
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (encoding !== 'json' && type === formType) return formOf(bytes)
  if (encoding === 'form') throw new BadRequest(415, `The body must be a form: Content-Type ${formType}`)
  assertJson(type)
  return jsonOf(bytes)
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new InvalidFields([{ type: 'json_invalid', loc: ['body', 0], msg: 'JSON decode error', input: {} }])
  }
}

/** @throws BadRequest for a parameter that is there twice: which one counts must not be a guess (RFC 6749 section 3.2). */
function formOf(bytes: Uint8Array): Record<string, string> {
  const fields = [...new URLSearchParams(new TextDecoder().decode(bytes))]
  if (new Set(fields.map(([name]) => name)).size < fields.length) {
    throw new BadRequest(400, 'A parameter was sent more than once')
  }
  return Object.fromEntries(fields)
}

/** A form of a foreign page cannot send this type without asking first, and there is no CORS to say yes. */
function assertJson(type: string | undefined): void {
  if (type === undefined || type === 'application/json') return
  if (!/^application\/[a-z0-9.+-]+\+json$/.test(type)) {
    throw new BadRequest(415, 'The body must be JSON, sent as Content-Type: application/json')
  }
}

function unreadable(error: unknown, limit: number): BadRequest {
  const type = error instanceof Error && 'type' in error ? error.type : undefined
  if (type === 'entity.too.large') {
    return new BadRequest(413, say('body.tooLarge', { bytes: limit }))
  }
  return new BadRequest(400, say('body.broken'))
}
