import { knownClient } from '../../../shared/known-devices'
import type { Device } from './device'
import { hostKey } from './machine'

/** Milliseconds within which a machine hardly gets another address. */
const lease = 60 * 60_000

/**
 * Which devices of one person are probably a second entry of a machine that already has one: newer id to oldest id.
 * Only a guess for a person to judge, so it must not cry wolf. Two entries are taken for one machine when they have
 *
 * - the same MAC address; or
 * - the same host name and platform, unless both tell a MAC address; or
 * - the same name and client, unless the same kind of identifier shows they are two: two handhelds of one model, both
 *   in use, have two addresses, while a wiped one that paired again kept its own.
 */
export function findDuplicates(devices: readonly Device[]): ReadonlyMap<string, string> {
  const oldestFirst = [...devices].sort((one, other) => compare(one.createdAt, other.createdAt))
  const found = new Map<string, string>()
  const groups = new Map<string, Device[]>()
  for (const device of oldestFirst) {
    const keys = keysOf(device)
    const original = keys
      .flatMap((key) => groups.get(key) ?? [])
      .find((earlier) => areProbablyOne(earlier, device))
    if (original) found.set(device.id, found.get(original.id) ?? original.id)
    for (const key of keys) {
      const group = groups.get(key)
      // Of a crowd that shares one key the first few are enough to compare with.
      if (group && group.length < 8) group.push(device)
      else if (!group) groups.set(key, [device])
    }
  }
  return found
}

function keysOf(device: Device): string[] {
  const host = hostKey(device)
  return [
    ...(device.macAddress ? [`mac ${device.macAddress}`] : []),
    ...(host === null ? [] : [`host ${host}`]),
    ...(nameKey(device) === null ? [] : [`name ${nameKey(device)}`]),
  ].map((key) => `${device.personId} ${key}`)
}

function nameKey({ name, client }: Device): string | null {
  return name && client ? JSON.stringify([name.toLowerCase(), knownClient(client).id]) : null
}

function areProbablyOne(one: Device, other: Device): boolean {
  if (one.macAddress && other.macAddress) return one.macAddress === other.macAddress
  if (hostKey(one) !== null && hostKey(one) === hostKey(other)) return true
  const isNamedAlike = nameKey(one) !== null && nameKey(one) === nameKey(other)
  return isNamedAlike && !(isElsewhere(one, other) && isTogether(one, other))
}

function isElsewhere(one: Device, other: Device): boolean {
  return one.ipAddress !== null && other.ipAddress !== null && one.ipAddress !== other.ipAddress
}

function isTogether(one: Device, other: Device): boolean {
  if (one.lastSeen === null || other.lastSeen === null) return false
  return Math.abs(Date.parse(one.lastSeen) - Date.parse(other.lastSeen)) < lease
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
