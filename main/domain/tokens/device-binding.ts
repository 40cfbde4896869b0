import { Forbidden } from '../errors'
import type { Principal } from '../identity/principal'
import type { Writers } from '../unit-of-work'

/**
 * Makes sure that the credential may act as this device: a bound token acts only as its own (W-17).
 * @throws Forbidden
 */
export function assertActsAs(principal: Principal, deviceId: string): void {
  if (principal.deviceId !== null && principal.deviceId !== deviceId) throw new Forbidden()
}

/**
 * Binds a token that came from a pairing code to the first device it registers or names (design section 4). For use
 * inside a transaction. A token that was made by hand and never exchanged stays unbound.
 * @returns the device the token is bound to from now on, or null when it stays unbound.
 * @throws Forbidden when it is bound to another device, is revoked, or the device is not its person's.
 */
export async function bindToFirstDevice(
  writers: Writers,
  tokenId: number,
  deviceId: string,
  at: string,
): Promise<string | null> {
  const token = await writers.tokens.byId(tokenId)
  if (!token || token.revokedAt !== null) throw new Forbidden()
  if (token.deviceId !== null) {
    if (token.deviceId !== deviceId) throw new Forbidden()
    return deviceId
  }
  if (token.exchangedAt === null) return null
  const device = await writers.devices.byId(deviceId)
  if (device?.personId !== token.personId) throw new Forbidden()
  await writers.tokens.update(token.id, { deviceId, updatedAt: at })
  return deviceId
}
