import { say } from '../../../shared/sentences/say'
import { clientTokens } from '../../../shared/api/client-tokens'
import { activityOf } from '../activity/activity'
import { type Clock, iso } from '../clock'
import { Forbidden, NotFound } from '../errors'
import { newTokenSecret } from '../identity/secrets'
import { FixedWindow } from '../limits/fixed-window'
import type { Random } from '../random'
import type { UnitOfWork, Writers } from '../unit-of-work'
import type { ClientToken } from './client-token'
import type { PairingCodes } from './pairing-codes'
import { stored, type TokenWithSecret } from './token-service'

/** What a device without credentials does with a pairing code (wire.md 4.5). */
export class CodeExchange {
  private readonly exchanges: FixedWindow
  private readonly questions: FixedWindow

  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly codes: PairingCodes,
  ) {
    this.exchanges = new FixedWindow(
      clock,
      clientTokens.exchangeLimit,
      'Too many exchange attempts. Try again later.',
    )
    this.questions = new FixedWindow(
      clock,
      clientTokens.statusLimit,
      'Too many status requests. Try again later.',
    )
  }

  /** Whether a code is live: anybody may ask, so often and no more (W-22). @throws TooMany. */
  isLive(code: string, address: string): boolean {
    this.questions.charge(address)
    return this.codes.find(code) !== undefined
  }

  /**
   * Gives the code's token a new secret and answers it; the secret before stops working. Everything is checked before
   * the code is used up (W-82), and in the transaction that writes, so of two at once one finds it gone.
   * @throws TooMany; NotFound, Forbidden in the words of wire.md 4.5.
   */
  exchange(code: string, address: string): Promise<TokenWithSecret> {
    this.exchanges.charge(address)
    return this.unit.write(async (writers) => {
      const token = await this.tokenOf(code, writers)
      const at = iso(this.clock.now())
      const secret = newTokenSecret(this.random)
      const change = {
        ...stored(secret),
        // Whoever holds it now is a new device, to be bound by what it names first; a paired one stays what it is.
        ...(token.origin === 'manual' ? { deviceId: null } : {}),
        exchangedAt: at,
        lastUsedAt: null,
        lastUsedAddress: null,
        updatedAt: at,
      }
      await writers.tokens.update(token.id, change)
      await writers.activity.append(
        activityOf({ principal: null, address }, 'token.exchanged', {
          at,
          personId: token.personId,
          subject: token.name,
          subjectId: token.id,
        }),
      )
      this.codes.end(token.id)
      return { token: { ...token, ...change }, secret }
    })
  }

  private async tokenOf(code: string, { people, tokens }: Writers): Promise<ClientToken> {
    const id = this.codes.find(code)
    if (id === undefined) throw new NotFound(say('pairCode.unknown'))
    const token = await tokens.byId(id)
    const owner = token && (await people.byId(token.personId))
    if (token && !owner?.enabled) throw new Forbidden('Token owner is disabled')
    if (!token || token.revokedAt !== null) throw new NotFound('Token no longer exists')
    if (token.expiresAt !== null && token.expiresAt <= iso(this.clock.now())) {
      throw new NotFound('This token has expired. Make a new one on the hub.')
    }
    return token
  }
}
