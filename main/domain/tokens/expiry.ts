import { type ExpiryWord, expiryWords } from '../../../shared/api/device-authorization'
import { Malformed } from '../errors'

const day = 86_400_000

const lifetimes: Record<ExpiryWord, number | null> = {
  '30d': 30 * day,
  '90d': 90 * day,
  '1y': 365 * day,
  never: null,
}

function isExpiryWord(word: string): word is ExpiryWord {
  return (expiryWords as readonly string[]).includes(word)
}

/**
 * When a token granted at `now` ends, in milliseconds since the epoch; null for never, which is also the default.
 * @throws Malformed (422 with a string detail) for another word (wire.md 3.4).
 */
export function expiryOf(word: string | null | undefined, now: number): number | null {
  if (word === null || word === undefined) return null
  if (!isExpiryWord(word)) {
    throw new Malformed(
      `Invalid expires_in value: ${word}. Valid values: ${expiryWords.join(', ')}`,
      'unprocessable',
    )
  }
  const lifetime = lifetimes[word]
  return lifetime === null ? null : now + lifetime
}
