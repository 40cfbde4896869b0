import type { IncomingMessage } from 'node:http'

/** The part of an answer a client asks for; `start` and `end` are both included. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** What of a content of `size` bytes a request asks for. `tag` is the content's `ETag`. */
export function askedRange(
  { headers }: IncomingMessage,
  size: number,
  tag: string,
): ByteRange | null | 'unsatisfiable' {
  const condition = headers['if-range']
  // A download goes on only from the same content; a date is too coarse to tell (RFC 9110 section 13.1.5).
  return condition === undefined || condition === tag ? rangeOf(headers.range, size) : null
}

/**
 * Reads a `Range` header (RFC 9110, section 14). Null means the whole: also for several ranges, other units and what
 * cannot be read, which a server may and must ignore.
 */
function rangeOf(header: string | undefined, size: number): ByteRange | null | 'unsatisfiable' {
  const [, first, last] = /^bytes=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i.exec(header ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return null
  if (first === '') {
    const wanted = Number(last)
    return wanted === 0 || size === 0 ? 'unsatisfiable' : { start: Math.max(0, size - wanted), end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < start) return null
  return start >= size ? 'unsatisfiable' : { start, end }
}
