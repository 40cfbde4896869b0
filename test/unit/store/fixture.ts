import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Clock } from '../../../main/domain/clock'
import type { Device } from '../../../main/domain/devices/device'
import type { NewPerson } from '../../../main/domain/people/person'
import type { Session } from '../../../main/domain/sessions/session'
import type { NewClientToken } from '../../../main/domain/tokens/client-token'
import { openStore, type Store } from '../../../main/store/open-store'
import { StoreUnusable } from '../../../main/store/store-unusable'

export const noon = '2026-01-02T12:00:00.000Z'
export const later = '2026-01-02T13:00:00.000Z'

export const clock: Clock = { now: () => Date.parse(noon), after: () => () => undefined }
export const log = { info: () => undefined, warn: () => undefined }

/** A folder that goes when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'roost-store-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

/** A store that is closed when the test ends, if the test did not. */
export async function open(folder: string): Promise<Store> {
  const store = await openStore({ folder, clock, log })
  onTestFinished(() => store.close())
  return store
}

/** The refusal a promise ends with. */
export async function refusalOf(refused: Promise<unknown>): Promise<StoreUnusable> {
  const error: unknown = await refused.then(
    () => 'it was not refused',
    (thrown: unknown) => thrown,
  )
  if (error instanceof StoreUnusable) return error
  throw new Error(`Not a refusal: ${String(error)}`)
}

export function aPerson(change: Partial<NewPerson> = {}): NewPerson {
  return {
    username: 'robin',
    email: null,
    role: 'admin',
    enabled: true,
    passwordHash: null,
    lastLogin: null,
    lastActive: null,
    createdAt: noon,
    updatedAt: noon,
    ...change,
  }
}

export function aDevice(change: Partial<Device> & Pick<Device, 'id' | 'personId'>): Device {
  return {
    name: 'Pocket',
    platform: null,
    client: 'grout',
    clientVersion: null,
    ipAddress: null,
    macAddress: null,
    hostname: null,
    clientDeviceIdentifier: null,
    syncMode: 'api',
    syncEnabled: true,
    syncConfig: null,
    lastSeen: null,
    fingerprint: null,
    clonedAt: null,
    mergedInto: null,
    deletedWith: null,
    createdAt: noon,
    updatedAt: noon,
    deletedAt: null,
    ...change,
  }
}

/** A token that waits to be collected, unless `change` says more. */
export function aToken(change: Partial<NewClientToken> & Pick<NewClientToken, 'personId'>): NewClientToken {
  return {
    deviceId: null,
    name: 'Pocket',
    scopes: ['me.read', 'assets.write'],
    hash: null,
    lastFour: null,
    origin: 'pairing',
    exchangedAt: null,
    collectBefore: later,
    expiresAt: null,
    lastUsedAt: null,
    lastUsedAddress: null,
    createdAt: noon,
    updatedAt: noon,
    revokedAt: null,
    revokedWith: null,
    ...change,
  }
}

export const collected = (hash: string) => ({ hash, lastFour: hash.slice(-4), collectBefore: null })

export function aSession(change: Partial<Session> & Pick<Session, 'id' | 'personId' | 'hash'>): Session {
  return {
    kind: 'browser',
    previousHash: null,
    previousUntil: null,
    userAgent: null,
    address: null,
    createdAt: noon,
    rotatedAt: noon,
    lastUsedAt: noon,
    confirmedAt: null,
    expiresAt: later,
    ...change,
  }
}

/** A well-formed SHA-256 hex of nothing in particular. */
export function hashOf(digit: string): string {
  return digit.repeat(64)
}
