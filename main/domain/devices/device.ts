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
  readonly createdAt: string
  readonly updatedAt: string
  readonly deletedAt: string | null
}

export interface DeviceReader {
  /** A living device. */
  byId(id: string): Promise<Device | null>
  /** The person's device with this identifier: a living one first, else the one taken out last. */
  byIdentifier(personId: number, identifier: string): Promise<Device | null>
  /** Living devices, of one person or of everybody, oldest first. */
  list(personId: number | 'all'): Promise<Device[]>
  count(): Promise<number>
}

export interface DeviceWriter extends DeviceReader {
  insert(device: Device): Promise<void>
  update(id: string, change: Partial<Omit<Device, 'id'>>): Promise<void>
}
