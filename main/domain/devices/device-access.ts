import { say } from '../../../shared/sentences/say'
import { Forbidden, NotFound } from '../errors'
import { assertConfirmed, isOwnerPresent, type Principal } from '../identity/principal'
import type { Device, DeviceReader } from './device'
import { livingDevice } from './machine'

/** Whose devices a credential sees: its person's, an owner who is present everybody's. */
export function reachOf(principal: Principal): number | 'all' {
  return isOwnerPresent(principal) ? 'all' : principal.person.id
}

/** @throws NotFound, in words that do not tell whether the id is somebody else's (wire.md 5.3). */
export async function visibleDevice(
  devices: DeviceReader,
  id: string,
  principal: Principal,
): Promise<Device> {
  const device = await livingDevice(devices, id)
  const reach = reachOf(principal)
  if (!device || (reach !== 'all' && device.personId !== reach)) throw unknownDevice(id)
  return device
}

/**
 * A device the credential may change: a bound token only its own (W-17), an owner also other people's.
 * @throws Forbidden, NotFound.
 */
export async function changeableDevice(
  devices: DeviceReader,
  id: string,
  principal: Principal,
): Promise<Device> {
  if (principal.deviceId !== null) {
    const device = await livingDevice(devices, id)
    if (device?.id !== principal.deviceId) throw new Forbidden()
    return device
  }
  const device = await visibleDevice(devices, id, principal)
  if (device.personId !== principal.person.id) assertConfirmed(principal)
  return device
}

export function unknownDevice(id: string): NotFound {
  return new NotFound(say('device.unknown', { id }))
}
