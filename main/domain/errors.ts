/**
 * What the hub refuses, in the words a caller may see. One class per intent; the server alone maps them to statuses
 * and bodies. Anything else that is thrown is a fault of ours and leaves as a plain 500.
 */
export abstract class Refusal extends Error {
  abstract readonly kind:
    | 'malformed'
    | 'unauthenticated'
    | 'forbidden'
    | 'not-found'
    | 'gone'
    | 'conflict'
    | 'too-many'
    | 'unavailable'
    | 'no-room'

  override get name(): string {
    return this.constructor.name
  }
}

export class Malformed extends Refusal {
  readonly kind = 'malformed'
  /** `unprocessable` leaves as 422 with a string detail, `bad` as 400; `word` is RFC 8628's, sent as `error`. */
  constructor(
    message: string,
    readonly severity: 'bad' | 'unprocessable' = 'bad',
    readonly word?: string,
  ) {
    super(message)
  }
}

export class Unauthenticated extends Refusal {
  readonly kind = 'unauthenticated'
  constructor(message = 'Not authenticated') {
    super(message)
  }
}

export class Forbidden extends Refusal {
  readonly kind = 'forbidden'
  /** `word` is sent as `error`, for a page that can do something about it. */
  constructor(
    message = 'Forbidden',
    readonly word?: string,
  ) {
    super(message)
  }
}

export class NotFound extends Refusal {
  readonly kind = 'not-found'
}

/** It was there, and has been decided meanwhile. */
export class Gone extends Refusal {
  readonly kind = 'gone'
}

export class Conflict extends Refusal {
  readonly kind = 'conflict'
  /** `detail` leaves in place of the message where the wire has an object there (wire.md 5.2). */
  constructor(
    message: string,
    readonly detail?: Readonly<Record<string, unknown>>,
  ) {
    super(message)
  }
}

/** The disk, or what is set aside for something, has no room for more. Nothing was stored; all before is kept. */
export class NoRoom extends Refusal {
  readonly kind = 'no-room'
}

export class TooMany extends Refusal {
  readonly kind = 'too-many'
  /** @param retryAfter milliseconds until another try can succeed; leaves as `Retry-After` in whole seconds. */
  constructor(
    message: string,
    readonly retryAfter: number,
  ) {
    super(message)
  }
}

/** Nothing is wrong with what was asked, and it can be asked again in a while. */
export class Unavailable extends Refusal {
  readonly kind = 'unavailable'
}
