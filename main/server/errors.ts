import type { RefusalBody, FieldProblem } from '../../shared/errors'
import { Conflict, Forbidden, Malformed, Refusal, TooMany } from '../domain/errors'
import { StorageFailed, StorageFull, StorageReadOnly } from '../domain/saves/blob-store-errors'

/** A request that cannot be read as HTTP or JSON should be; it never gets as far as the domain. */
export class BadRequest extends Error {
  constructor(
    readonly status: 400 | 404 | 405 | 408 | 413 | 415 | 416 | 421,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
  }
}

/** Fields that do not fit the contract (wire.md 1.3). */
export class InvalidFields extends Error {
  constructor(readonly problems: readonly FieldProblem[]) {
    super('invalid fields')
  }
}

/** A refusal that tells a Bearer client what is wrong with its token (RFC 6750 section 3). */
export class Challenged extends Error {
  constructor(
    readonly refusal: Refusal,
    /** The parameters of the challenge, e.g. `error="invalid_token"`. */
    readonly parameters: string,
  ) {
    super(refusal.message)
  }
}

export interface Answer {
  readonly status: number
  readonly body: RefusalBody
  readonly headers: Readonly<Record<string, string>>
  /** Whether it is a fault of ours, to be logged with its stack. */
  readonly isFault: boolean
}

const statuses: Readonly<Record<Refusal['kind'], number>> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'too-many': 429,
  unavailable: 503,
  'no-room': 507,
}

/** The one place that decides what leaves when something is refused or fails (style: one error mapper). */
export function answerFor(error: unknown): Answer {
  if (error instanceof Refusal) return answerForRefusal(error)
  if (error instanceof Challenged) {
    const headers = { 'WWW-Authenticate': `Bearer ${error.parameters}` }
    return { ...answerForRefusal(error.refusal), headers }
  }
  if (error instanceof InvalidFields) {
    return { status: 422, body: { detail: [...error.problems] }, headers: {}, isFault: false }
  }
  if (error instanceof BadRequest) {
    return { status: error.status, body: { detail: error.message }, headers: error.headers, isFault: false }
  }
  if (error instanceof StorageFull) {
    return { status: 507, body: { detail: error.message }, headers: {}, isFault: true }
  }
  if (error instanceof StorageReadOnly || error instanceof StorageFailed) {
    return { status: 500, body: { detail: error.message }, headers: {}, isFault: true }
  }
  return { status: 500, body: { detail: 'Internal Server Error' }, headers: {}, isFault: true }
}

function answerForRefusal(error: Refusal): Answer {
  const isUnprocessable = error instanceof Malformed && error.severity === 'unprocessable'
  const word = error instanceof Malformed || error instanceof Forbidden ? error.word : undefined
  const detail = error instanceof Conflict && error.detail ? { ...error.detail } : error.message
  return {
    status: isUnprocessable ? 422 : statuses[error.kind],
    body: { detail, ...(word === undefined ? {} : { error: word }) },
    headers: headersFor(error),
    isFault: false,
  }
}

function headersFor(error: Refusal): Record<string, string> {
  if (error.kind === 'unauthenticated') return { 'WWW-Authenticate': 'Bearer' }
  if (!(error instanceof TooMany)) return {}
  const seconds = Math.max(1, Math.ceil(error.retryAfter / 1000))
  return { 'Retry-After': String(seconds) }
}
