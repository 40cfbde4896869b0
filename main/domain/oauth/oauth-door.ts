import { deviceCodeGrant } from '../../../shared/api/oauth'
import { Malformed } from '../errors'
import { isTokenSecret } from '../identity/secrets'
import type { PairingRequest } from '../pairing/pairing-request'
import type { PairingService } from '../pairing/pairing-service'
import type { Collection } from '../pairing/token-collection'
import type { Random } from '../random'
import type { AccessTokenService } from '../tokens/access-token-service'
import type { TokenService } from '../tokens/token-service'
import { clientIdOf, type DeviceRequest, detailsOf } from './device-request'

export interface TokenRequest {
  readonly grantType: string | undefined
  readonly clientId: string | undefined
  readonly deviceCode: string | undefined
}

/** The pairing of RomM's door in the standard's words: one state machine serves both (design section 5). */
export class OAuthDoor {
  constructor(
    private readonly pairing: PairingService,
    private readonly tokens: TokenService,
    private readonly accessTokens: AccessTokenService,
    private readonly random: Random,
  ) {}

  /** RFC 8628 section 3.1. @throws Malformed `invalid_request` or `invalid_scope`, TooMany. */
  open(request: DeviceRequest, address: string): PairingRequest {
    const details = detailsOf(request, () => `oauth-${this.random.uuid()}`)
    return this.pairing.open(details, address, clientIdOf(request.clientId))
  }

  /**
   * RFC 8628 section 3.4. The caller must tell {@link Collection.sent} how the answer went.
   * @throws Malformed with the word of RFC 6749 section 5.2 or RFC 8628 section 3.5, TooMany.
   */
  async collect(request: TokenRequest, address: string): Promise<Collection> {
    if (!request.grantType) throw refused('invalid_request', 'grant_type is missing')
    if (request.grantType !== deviceCodeGrant) {
      throw refused('unsupported_grant_type', `The only grant_type here is ${deviceCodeGrant}`)
    }
    const clientId = clientIdOf(request.clientId)
    if (!request.deviceCode) throw refused('invalid_request', 'device_code is missing')
    return this.pairing.poll(request.deviceCode, address, clientId)
  }

  /**
   * RFC 7009: ends exactly this token, whichever kind it is; nothing happens for one nobody knows.
   * @throws Malformed `invalid_request`
   */
  async revoke(token: string | undefined, address: string): Promise<void> {
    if (!token) throw refused('invalid_request', 'token is missing')
    if (isTokenSecret(token)) await this.tokens.revokeSecret(token, address)
    else await this.accessTokens.revoke(token)
  }
}

function refused(word: string, description: string): Malformed {
  return new Malformed(description, 'bad', word)
}
