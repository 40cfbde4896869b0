import { LRUCache } from 'lru-cache'
import { atMost } from '../limits/at-most'
import { clientTokens } from '../../../shared/api/client-tokens'
import { deviceAuthorization, normalizeUserCode } from '../../../shared/api/device-authorization'
import type { Clock } from '../clock'
import { fingerprint, randomWord } from '../identity/secrets'
import type { Random } from '../random'

/** No household comes near it; the oldest code gives way. */
const capacity = 1_000

/**
 * Codes that a device exchanges for a token (wire.md 4.5), in memory and as hashes only. A token has one live code: a
 * new one ends the one before (W-82).
 */
export class PairingCodes {
  private readonly tokens: LRUCache<string, number>
  private readonly hashes: LRUCache<number, string>

  constructor(
    clock: Clock,
    private readonly random: Random,
  ) {
    const options = { ...atMost(capacity), ttl: clientTokens.codeLifetime, perf: clock, ttlResolution: 0 }
    this.tokens = new LRUCache(options)
    this.hashes = new LRUCache(options)
  }

  /** A fresh code for the token, in the form a person types. */
  create(tokenId: number): string {
    this.end(tokenId)
    const code = this.unusedCode()
    const hash = fingerprint(code)
    this.tokens.set(hash, tokenId)
    this.hashes.set(tokenId, hash)
    return code
  }

  /** The token a code as typed stands for, whatever its case, spaces and dashes; undefined if it is not live. */
  find(typed: string): number | undefined {
    return this.tokens.get(fingerprint(normalizeUserCode(typed)))
  }

  /** Ends the live code of a token, if it has one. */
  end(tokenId: number): void {
    const hash = this.hashes.get(tokenId)
    if (hash === undefined) return
    this.tokens.delete(hash)
    this.hashes.delete(tokenId)
  }

  private unusedCode(): string {
    const { userCodeAlphabet, userCodeLength } = deviceAuthorization
    let code: string
    do {
      code = randomWord(this.random, userCodeAlphabet, userCodeLength)
    } while (this.find(code) !== undefined)
    return code
  }
}
