import { say } from '../../../shared/sentences/say'
import { type Clock, iso } from '../clock'
import type { Device } from '../devices/device'
import { livingDevice } from '../devices/machine'
import { Forbidden, NotFound } from '../errors'
import type { Principal } from '../identity/principal'
import { bindToFirstDevice } from '../tokens/device-binding'
import type { UnitOfWork } from '../unit-of-work'
import type { Scope } from '../../../shared/scopes'

/** Finds the device a request speaks for (wire.md 6.2). */
export class ActingDevice {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * The device that is named in the request.
   * @param needed the scope a named device takes; null where the route asks for it already.
   * @throws Forbidden without the scope, or for a token bound to another device (W-17); NotFound.
   */
  async named(principal: Principal, id: string, needed: Scope | null): Promise<Device> {
    if (needed !== null && !principal.scopes.includes(needed)) throw new Forbidden()
    const device = await livingDevice(this.unit.read.devices, id)
    if (principal.deviceId !== null && device?.id !== principal.deviceId) throw new Forbidden()
    if (!device || device.personId !== principal.person.id) {
      throw new NotFound(say('device.unknown', { id }))
    }
    await this.bind(principal, device)
    return device
  }

  /** The device that is named, else the one the token is bound to (W-78), else none. @throws as {@link named}. */
  async namedOrBound(principal: Principal, id: string | null, needed: Scope | null): Promise<Device | null> {
    if (id !== null) return this.named(principal, id, needed)
    return principal.deviceId === null ? null : livingDevice(this.unit.read.devices, principal.deviceId)
  }

  /**
   * The device a request speaks of where an unknown one is none (wire.md 8.2): the one the token is bound to, else the
   * one that is named if it is the person's.
   * @throws Forbidden for a token bound to another device of the person (W-17).
   */
  async ifKnown(principal: Principal, id: string | null): Promise<Device | null> {
    const named = id === null || id === '' ? null : await livingDevice(this.unit.read.devices, id)
    const isOwn = named?.personId === principal.person.id
    if (principal.deviceId === null) return isOwn ? this.named(principal, named.id, null) : null
    if (isOwn && named.id !== principal.deviceId) throw new Forbidden()
    return livingDevice(this.unit.read.devices, principal.deviceId)
  }

  /** A token from a pairing code belongs to the first device it names (design section 4). */
  private async bind({ tokenId, deviceId, isExchanged }: Principal, device: Device): Promise<void> {
    if (tokenId === null || deviceId !== null || isExchanged !== true) return
    await this.unit.write((writers) => bindToFirstDevice(writers, tokenId, device.id, iso(this.clock.now())))
  }
}
