import { createHash } from 'node:crypto'
import type { Random } from '../random'

/** SHA-256 as lower-case hex: all that is ever stored of a token, cookie or one-time code (design section 4). */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex')
}

/** `count` random bytes as lower-case hex. */
export function randomHex(random: Random, count: number): string {
  return Buffer.from(random.bytes(count)).toString('hex')
}

/** A client token's secret: `rmm_` and 64 hex digits (wire.md 4.1). */
export function newTokenSecret(random: Random): string {
  return `rmm_${randomHex(random, 32)}`
}

/** What access and refresh tokens begin with (wire.md 2.5): known by it in a request, and kept out of the log. */
export const accessPrefix = 'roost_at_'
export const refreshPrefix = 'roost_rt_'

/** Tells an access token by its form. */
export function isAccessToken(text: string): boolean {
  return text.startsWith(accessPrefix)
}

/** Tells a client token's secret by its form. */
export function isTokenSecret(text: string): boolean {
  return /^rmm_[0-9a-f]{64}$/.test(text)
}

/** `length` characters of `alphabet`, each equally likely: bytes that would favour some characters are thrown away. */
export function randomWord(random: Random, alphabet: string, length: number): string {
  const fair = 256 - (256 % alphabet.length)
  let word = ''
  while (word.length < length) {
    for (const byte of random.bytes(length)) {
      if (byte < fair && word.length < length) word += alphabet.charAt(byte % alphabet.length)
    }
  }
  return word
}
