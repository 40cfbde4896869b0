import { say } from '../../../shared/sentences/say'
import { clientTokens } from '../../../shared/api/client-tokens'
import { Malformed } from '../errors'
import type { Writers } from '../unit-of-work'
import type { ClientToken } from './client-token'

/**
 * Makes sure that one token more is allowed; for use inside the transaction that adds it, so that two at once cannot
 * both be the 25th (wire.md 4.3; W-18).
 * @param isLeaving tells a token that the new one replaces: it does not count.
 * @throws Malformed
 */
export async function assertRoomForToken(
  writers: Writers,
  personId: number,
  isLeaving: (token: ClientToken) => boolean = () => false,
): Promise<void> {
  const tokens = await writers.tokens.list(personId)
  if (tokens.filter((token) => !isLeaving(token)).length >= clientTokens.perPerson) {
    throw new Malformed(say('token.tooMany', { most: clientTokens.perPerson }))
  }
}
