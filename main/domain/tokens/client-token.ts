import type { Person } from '../people/person'
import type { Scope } from '../../../shared/scopes'

/** A client token (wire.md section 4). Of its secret only the SHA-256 and the last four characters are kept. */
export interface ClientToken {
  readonly id: number
  readonly personId: number
  /** The device it is bound to, and may act as. */
  readonly deviceId: string | null
  readonly name: string
  readonly scopes: readonly Scope[]
  /** SHA-256 hex of the whole secret; null while approved and not yet collected. */
  readonly hash: string | null
  readonly lastFour: string | null
  readonly origin: 'pairing' | 'manual'
  /** When it was last exchanged for a pairing code; while it has no device, it binds to the first one it names. */
  readonly exchangedAt: string | null
  /** While not collected: when the row dies. Null afterwards. */
  readonly collectBefore: string | null
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
  readonly lastUsedAddress: string | null
  readonly createdAt: string
  readonly updatedAt: string
  readonly revokedAt: string | null
  /** What revoked it together with others, e.g. `device:<id>` or `person:<id>`: undoing that brings it back. */
  readonly revokedWith: string | null
}

export type NewClientToken = Omit<ClientToken, 'id'>

/** What the tokens of one device say together; a device without any has no such line. */
export interface DeviceTokenState {
  readonly deviceId: string
  /** `waiting`: approved, and not collected yet. */
  readonly state: 'active' | 'waiting' | 'expired'
  /** When the longest-living one ends; null for never. */
  readonly endsAt: string | null
}

export interface ClientTokenReader {
  byId(id: number): Promise<ClientToken | null>
  /** A token that is not revoked; expiry is for the caller to judge. */
  byHash(hash: string): Promise<ClientToken | null>
  /** The same, with the person whose it is; null also for one who was removed. */
  withPerson(hash: string): Promise<{ readonly token: ClientToken; readonly person: Person } | null>
  /** Not revoked, of one person or everybody, newest first; also those waiting to be collected. */
  list(personId: number | 'all'): Promise<ClientToken[]>
  /** By device, of the devices of one person or everybody, as it is at `now`. */
  statesOfDevices(personId: number | 'all', now: string): Promise<DeviceTokenState[]>
  /** Not revoked, of one person: what the limit of 25 counts. */
  count(personId: number): Promise<number>
}

export interface ClientTokenWriter extends ClientTokenReader {
  insert(token: NewClientToken): Promise<ClientToken>
  update(id: number, change: Partial<NewClientToken>): Promise<void>
  /** Revokes every token of the device; tells how many. */
  revokeOfDevice(deviceId: string, at: string, cause?: string): Promise<number>
  /** Revokes every token of the person; tells how many. */
  revokeOfPerson(personId: number, at: string, cause: string): Promise<number>
  /** Brings back exactly what `cause` revoked; tells how many. */
  restoreRevokedWith(cause: string): Promise<number>
  /** Deletes rows approved and never collected: those that died before `at`, or all. Tells how many. */
  deleteUncollected(before: string | 'all'): Promise<number>
}
