import { refusalBody } from '../../shared/errors'

/** The hub answered, and said no. */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(
    readonly status: number,
    /** The hub's own words, when it sent a sentence. */
    readonly detail: string | null,
    /** Seconds until another try can succeed (`Retry-After`). */
    readonly retryAfter: number | null,
    /** The word programs read, where there is one (`error`). */
    readonly word: string | null = null,
  ) {
    super(detail ?? `HTTP ${status}`)
  }
}

/** No answer came: the hub is off, or the network between is down. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

/** An answer came that is not what the contract says, for instance from another program on that port. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer'
}

export function isRefusal(error: unknown, ...statuses: readonly number[]): error is Refusal {
  return error instanceof Refusal && (statuses.length === 0 || statuses.includes(error.status))
}

/** Reads a refusal out of any answer; an unreadable body leaves the status to speak for itself. */
export async function refusalFrom(response: Response): Promise<Refusal> {
  const body = refusalBody.safeParse(await response.json().catch(() => null))
  const detail = body.success && typeof body.data.detail === 'string' ? body.data.detail : null
  const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10)
  const retryAfter = Number.isFinite(seconds) ? Math.max(1, seconds) : null
  return new Refusal(response.status, detail, retryAfter, (body.success && body.data.error) || null)
}
