import { knownClient } from '../../../shared/known-devices'
import type { Device, DeviceReader } from './device'

/** What tells one machine from another, as far as a client says it. */
export interface MachineClaim {
  /** Lower-case hex pairs with colons. */
  readonly macAddress: string | null
  readonly hostname: string | null
  readonly platform: string | null
}

/** The database's unique key of a machine; null when too little is known (wire.md 5.2: MAC, else host and platform). */
export function fingerprintOf(claim: MachineClaim): string | null {
  if (claim.macAddress) return `mac:${claim.macAddress}`
  const host = hostKey(claim)
  return host === null ? null : `host:${host}`
}

/** Host name and platform as one word; null when either is unknown. Compared without case, as host names are. */
export function hostKey({ hostname, platform }: Pick<MachineClaim, 'hostname' | 'platform'>): string | null {
  if (!hostname || !platform) return null
  // Encoded, so that a bar inside a name cannot make two machines one.
  return `${encodeURIComponent(hostname.toLowerCase())}|${encodeURIComponent(platform.toLowerCase())}`
}

/** The fingerprint search of wire.md 5.2 among one person's devices: by MAC, and when none has it by host and platform. */
export function findMachine(devices: readonly Device[], claim: MachineClaim): Device | null {
  // The one that holds the unique key stands for the duplicates that were registered beside it.
  const ranked = [...devices].sort(
    (one, other) => Number(one.fingerprint === null) - Number(other.fingerprint === null),
  )
  const { macAddress } = claim
  const byMac = macAddress && ranked.find((device) => device.macAddress === macAddress)
  if (byMac) return byMac
  const host = hostKey(claim)
  return (host !== null && ranked.find((device) => hostKey(device) === host)) || null
}

/** What a pairing request says of its machine. */
export interface PairingClaim {
  readonly clientDeviceIdentifier: string
  readonly name: string
  readonly client: string
  readonly platform: string | null
}

/**
 * The person's device that a pairing request comes from (W-34): the one with its identifier, living or taken out, or
 * the one that entry was merged into; else the only living one without an identifier that says the same of itself.
 */
export async function deviceOfPairing(
  devices: DeviceReader,
  personId: number,
  claim: PairingClaim,
): Promise<Device | null> {
  const known = await devices.byIdentifier(personId, claim.clientDeviceIdentifier)
  if (known) return (known.deletedAt !== null && (await survivorOf(devices, known))) || known
  const alike = (await devices.list(personId)).filter(
    (device) =>
      device.clientDeviceIdentifier === null &&
      isSameClient(device.client, claim.client) &&
      isSame(device.platform, claim.platform) &&
      [device.name, device.hostname].some((name) => name !== null && isSame(name, claim.name)),
  )
  // Two that look alike cannot be told apart: a new entry is shown as a probable duplicate instead.
  return alike.length === 1 ? (alike[0] ?? null) : null
}

/**
 * The person's paired device that registers itself with an unbound credential (W-34): the only one of that client,
 * platform, name and address whose machine was not known yet.
 */
export function pairedMachine(
  devices: readonly Device[],
  claim: Pick<Device, 'name' | 'client' | 'platform' | 'ipAddress'>,
): Device | null {
  const alike = devices.filter(
    (device) =>
      device.clientDeviceIdentifier !== null &&
      fingerprintOf(device) === null &&
      isSameClient(device.client, claim.client) &&
      isSame(device.platform, claim.platform) &&
      claim.name !== null &&
      isSame(device.name, claim.name) &&
      claim.ipAddress !== null &&
      device.ipAddress === claim.ipAddress,
  )
  return alike.length === 1 ? (alike[0] ?? null) : null
}

/** A living device by its id, or by the id of an entry that was merged into it: clients keep the id they were given. */
export async function livingDevice(devices: DeviceReader, id: string): Promise<Device | null> {
  const living = await devices.byId(id)
  if (living) return living
  const removed = await devices.removed(id)
  return removed && survivorOf(devices, removed)
}

/** Follows merges to the living device at their end. */
async function survivorOf(devices: DeviceReader, merged: Device): Promise<Device | null> {
  const seen = new Set<string>()
  let next = merged.mergedInto
  while (next !== null && !seen.has(next)) {
    seen.add(next)
    const living = await devices.byId(next)
    if (living) return living
    next = (await devices.removed(next))?.mergedInto ?? null
  }
  return null
}

/** One program may call itself differently when it pairs and when it registers (clients.md 3.2 and 4). */
export function isSameClient(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && knownClient(one).id === knownClient(other).id
}

function isSame(one: string | null, other: string | null): boolean {
  return (one ?? '').toLowerCase() === (other ?? '').toLowerCase()
}
