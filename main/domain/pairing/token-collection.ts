import { deviceAuthorization } from '../../../shared/api/device-authorization'
import type { Scope } from '../../../shared/scopes'
import { activityOf } from '../activity/activity'
import { type Clock, iso } from '../clock'
import { fingerprint, newTokenSecret } from '../identity/secrets'
import type { Random } from '../random'
import { saveMemory } from '../saves/save-memory'
import type { UnitOfWork, Writers } from '../unit-of-work'
import type { ClientToken } from '../tokens/client-token'
import type { PairingRequest } from './pairing-request'

export interface MintedToken {
  readonly secret: string
  readonly deviceId: string
  readonly deviceOwnerId: number
  readonly scopes: readonly Scope[]
  readonly expiresAt: string | null
}

export interface Collection extends MintedToken {
  /** To be told once whether the whole answer left; if not, the device may collect again for 30 s. */
  sent(finished: boolean): Promise<void>
}

/** Makes a pairing's secret at the moment it is collected, so that none ever waits anywhere (W-21). */
export class TokenCollection {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /**
   * Gives the approved row its secret and ends the device's earlier pairing tokens, in one transaction. Null when the
   * row is gone: the device was taken out between approval and collection.
   */
  async mint(request: PairingRequest, address: string): Promise<MintedToken | null> {
    const approval = request.approval
    if (!approval) return null
    const secret = newTokenSecret(this.random)
    const at = iso(this.clock.now())
    return this.unit.write(async (writers) => {
      const token = await writers.tokens.byId(approval.tokenId)
      // By the token's own row: its device may have been merged with another since it was approved.
      const device = token?.deviceId ? await writers.devices.byId(token.deviceId) : null
      if (!token || token.revokedAt !== null || !device) return null
      await this.endEarlier(writers, token, at)
      // Its card may be another one by now: what is remembered proves nothing until it shows what it holds.
      await saveMemory.doubt(writers, device.id, at)
      await writers.tokens.update(token.id, {
        hash: fingerprint(secret),
        lastFour: secret.slice(-4),
        collectBefore: null,
        updatedAt: at,
      })
      await writers.activity.append(
        activityOf({ principal: null, address }, 'pairing.collected', {
          at,
          personId: device.personId,
          subject: device.name,
          subjectId: device.id,
        }),
      )
      return {
        secret,
        deviceId: device.id,
        deviceOwnerId: device.personId,
        scopes: token.scopes,
        expiresAt: token.expiresAt,
      }
    })
  }

  /** The answer never left: the secret dies, and the row may be collected for 30 s more. */
  async withdraw(request: PairingRequest): Promise<void> {
    const approval = request.approval
    if (!approval) return
    const now = this.clock.now()
    await this.unit.write((writers) =>
      writers.tokens.update(approval.tokenId, {
        hash: null,
        lastFour: null,
        collectBefore: iso(now + deviceAuthorization.redeliveryWindow),
        updatedAt: iso(now),
      }),
    )
  }

  private async endEarlier(writers: Writers, kept: ClientToken, at: string): Promise<void> {
    const tokens = await writers.tokens.list(kept.personId)
    for (const token of tokens) {
      const isOther = token.id !== kept.id && token.deviceId === kept.deviceId && token.origin === 'pairing'
      // One approved later and still waiting is a newer decision: it stays to be collected.
      const isEarlier = token.hash !== null || token.id < kept.id
      if (isOther && isEarlier) await writers.tokens.update(token.id, { revokedAt: at, updatedAt: at })
    }
  }
}
