import type { Scope } from '../../../shared/scopes'
import { iso } from '../clock'
import { type Actor, activityOf } from '../activity/activity'
import type { Device } from '../devices/device'
import { freeFingerprint } from '../devices/device-registration'
import { deviceOfPairing } from '../devices/machine'
import { assertRoomForToken } from '../tokens/token-limit'
import type { Writers } from '../unit-of-work'
import type { PairingRequest } from './pairing-request'

interface ApprovalRows {
  readonly request: PairingRequest
  readonly personId: number
  readonly actor: Actor
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
  const known = await deviceOfPairing(writers.devices, personId, request.facts.details)
  await assertRoomForToken(
    writers,
    personId,
    (token) => known !== null && token.deviceId === known.id && token.origin === 'pairing',
  )
  const deviceId = known?.id ?? rows.newDeviceId()
  if (known) await writers.devices.update(known.id, await changeOf(writers, known, rows, at))
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
  await writers.activity.append(
    activityOf(rows.actor, 'pairing.approved', { at, personId, subject: deviceName, subjectId: deviceId }),
  )
  return { deviceId, deviceName, tokenId: token.id, isNew: known === null || known.deletedAt !== null }
}

async function changeOf(
  writers: Writers,
  known: Device,
  rows: ApprovalRows,
  at: string,
): Promise<Partial<Device>> {
  const { details, address } = rows.request.facts
  const change = {
    name: rows.deviceName,
    lastSeen: at,
    updatedAt: at,
    ipAddress: address,
    // A device that registered before it paired is known by its identifier from now on (W-34).
    clientDeviceIdentifier: known.clientDeviceIdentifier ?? details.clientDeviceIdentifier,
    ...(details.clientVersion === null ? {} : { clientVersion: details.clientVersion }),
  }
  return known.deletedAt === null ? change : { ...change, ...(await revival(writers, known, details)) }
}

/** A device that was taken out and asks again is let in as what it now says it is. */
async function revival(
  writers: Writers,
  known: Device,
  details: PairingRequest['facts']['details'],
): Promise<Partial<Device>> {
  const revived = { client: details.client, platform: details.platform }
  return {
    ...revived,
    fingerprint: known.fingerprint && (await freeFingerprint(writers, { ...known, ...revived })),
    clonedAt: null,
    deletedAt: null,
    deletedWith: null,
    mergedInto: null,
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
