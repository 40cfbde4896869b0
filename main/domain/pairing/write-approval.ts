import type { Scope } from '../../../shared/scopes'
import { iso } from '../clock'
import type { Device } from '../devices/device'
import { assertRoomForToken } from '../tokens/token-limit'
import type { Writers } from '../unit-of-work'
import type { PairingRequest } from './pairing-request'

interface ApprovalRows {
  readonly request: PairingRequest
  readonly personId: number
  readonly deviceName: string
  readonly scopes: readonly Scope[]
  /** Milliseconds since the epoch, or null for never. */
  readonly expiresAt: number | null
  readonly now: number
  readonly newDeviceId: () => string
}

/**
 * Writes what an approval means: the person's device with this identifier, made or brought back, and a token row bound
 * to it that has no secret yet (wire.md 3.4, design section 5). For use inside one transaction.
 * @throws Malformed when the person already has 25 tokens (W-18); a token this device is about to lose does not count.
 */
export async function writeApproval(
  writers: Writers,
  rows: ApprovalRows,
): Promise<{ deviceId: string; deviceName: string; tokenId: number; isNew: boolean }> {
  const { request, personId, deviceName } = rows
  const at = iso(rows.now)
  const known = await writers.devices.byIdentifier(personId, request.facts.details.clientDeviceIdentifier)
  await assertRoomForToken(
    writers,
    personId,
    (token) => known !== null && token.deviceId === known.id && token.origin === 'pairing',
  )
  const deviceId = known?.id ?? rows.newDeviceId()
  if (known) await writers.devices.update(known.id, changeOf(known, rows, at))
  else await writers.devices.insert(newDevice(deviceId, rows, at))
  const token = await writers.tokens.insert({
    personId,
    deviceId,
    name: deviceName,
    scopes: rows.scopes,
    hash: null,
    lastFour: null,
    origin: 'pairing',
    exchangedAt: null,
    collectBefore: iso(request.facts.expiresAt),
    expiresAt: rows.expiresAt === null ? null : iso(rows.expiresAt),
    lastUsedAt: null,
    lastUsedAddress: null,
    createdAt: at,
    updatedAt: at,
    revokedAt: null,
    revokedWith: null,
  })
  return { deviceId, deviceName, tokenId: token.id, isNew: known === null || known.deletedAt !== null }
}

function changeOf(known: Device, rows: ApprovalRows, at: string): Partial<Device> {
  const { details, address } = rows.request.facts
  return {
    name: rows.deviceName,
    lastSeen: at,
    updatedAt: at,
    ipAddress: address,
    deletedAt: null,
    deletedWith: null,
    mergedInto: null,
    ...(details.clientVersion === null ? {} : { clientVersion: details.clientVersion }),
    // A device that was taken out and asks again is let in as what it now says it is.
    ...(known.deletedAt === null ? {} : { client: details.client, platform: details.platform }),
  }
}

function newDevice(id: string, rows: ApprovalRows, at: string): Device {
  const { details, address } = rows.request.facts
  return {
    id,
    personId: rows.personId,
    name: rows.deviceName,
    platform: details.platform,
    client: details.client,
    clientVersion: details.clientVersion,
    ipAddress: address,
    macAddress: null,
    hostname: null,
    clientDeviceIdentifier: details.clientDeviceIdentifier,
    syncMode: 'api',
    syncEnabled: true,
    syncConfig: null,
    lastSeen: at,
    createdAt: at,
    updatedAt: at,
    fingerprint: null,
    clonedAt: null,
    mergedInto: null,
    deletedWith: null,
    deletedAt: null,
  }
}
