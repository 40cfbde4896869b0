import type { z } from 'zod'
import type {
  ClientToken as WireToken,
  clientTokenWithSecret,
  listAllClientTokens,
} from '../../../../shared/api/client-tokens'
import type { Person } from '../../../domain/people/person'
import type { ClientToken } from '../../../domain/tokens/client-token'
import { sortedScopes } from '../sorted-scopes'
import type { TokenWithSecret } from '../../../domain/tokens/token-service'

/** wire.md 4.1. */
export function presentClientToken(token: ClientToken): WireToken {
  return {
    id: token.id,
    name: token.name,
    scopes: sortedScopes(token.scopes),
    expires_at: token.expiresAt,
    last_used_at: token.lastUsedAt,
    created_at: token.createdAt,
    user_id: token.personId,
    device_id: token.deviceId,
    last_four: token.lastFour,
    last_used_address: token.lastUsedAddress,
    origin: token.origin,
  }
}

export function presentWithSecret({ token, secret }: TokenWithSecret): z.input<typeof clientTokenWithSecret> {
  return { ...presentClientToken(token), raw_token: secret }
}

export function presentWithPerson({
  token,
  person,
}: {
  token: ClientToken
  person: Person
}): z.input<typeof listAllClientTokens.answer>[number] {
  // Not a copy of what was just made: this runs ten thousand times for one list.
  return Object.assign(presentClientToken(token), {
    username: person.username,
    user_avatar_path: '',
    user_updated_at: person.updatedAt,
  })
}
