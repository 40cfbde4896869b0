import type { syncModes } from '../../../shared/api/devices'

export type SyncMode = (typeof syncModes)[number]

/** A handheld of one person. Soft-deleted: a revoked device keeps its row, id and history. */
export interface Device {
  readonly id: string
  readonly personId: number
  readonly name: string | null
  readonly platform: string | null
  readonly client: string | null
  readonly clientVersion: string | null
  readonly ipAddress: string | null
  readonly macAddress: string | null
  readonly hostname: string | null
  /** Unique per person among the living. */
  readonly clientDeviceIdentifier: string | null
  readonly syncMode: SyncMode
  readonly syncEnabled: boolean
  /** JSON text. */
  readonly syncConfig: string | null
  readonly lastSeen: string | null
  /** `mac:<address>` or `host:<hostname>|<platform>`; null for a registered duplicate. Unique per person, living. */
  readonly fingerprint: string | null
  /** When two machines were noticed using its identifier at once. */
  readonly clonedAt: string | null
  readonly mergedInto: string | null
  /** What took it out together with others, e.g. `person:7`: undoing that brings it back. */
  readonly deletedWith: string | null
  readonly createdAt: string
  readonly updatedAt: string
  readonly deletedAt: string | null
}

export interface DeviceReader {
  /** A living device. */
  byId(id: string): Promise<Device | null>
  /** The person's device with this identifier: a living one first, else the one taken out last. */
  byIdentifier(personId: number, identifier: string): Promise<Device | null>
  /** A device that was taken out and can be brought back. */
  removed(id: string): Promise<Device | null>
  byFingerprint(personId: number, fingerprint: string): Promise<Device | null>
  /** Taken out together with something. */
  removedWith(cause: string): Promise<Device[]>
  /** Living devices, of one person or of everybody, oldest first. */
  list(personId: number | 'all'): Promise<Device[]>
  count(): Promise<number>
}

export interface DeviceWriter extends DeviceReader {
  insert(device: Device): Promise<void>
  update(id: string, change: Partial<Omit<Device, 'id'>>): Promise<void>
}
