import { EntitySchema } from 'typeorm'
import type { Device } from '../../domain/devices/device'

export const deviceEntity = new EntitySchema<Device>({
  name: 'device',
  tableName: 'devices',
  columns: {
    id: { type: 'text', primary: true },
    personId: { name: 'person_id', type: 'integer' },
    name: { type: 'text', nullable: true },
    platform: { type: 'text', nullable: true },
    client: { type: 'text', nullable: true },
    clientVersion: { name: 'client_version', type: 'text', nullable: true },
    ipAddress: { name: 'ip_address', type: 'text', nullable: true },
    macAddress: { name: 'mac_address', type: 'text', nullable: true },
    hostname: { type: 'text', nullable: true },
    clientDeviceIdentifier: { name: 'client_device_identifier', type: 'text', nullable: true },
    syncMode: { name: 'sync_mode', type: 'text' },
    syncEnabled: { name: 'sync_enabled', type: 'boolean' },
    syncConfig: { name: 'sync_config', type: 'text', nullable: true },
    lastSeen: { name: 'last_seen', type: 'text', nullable: true },
    createdAt: { name: 'created_at', type: 'text' },
    updatedAt: { name: 'updated_at', type: 'text' },
    fingerprint: { type: 'text', nullable: true },
    clonedAt: { name: 'cloned_at', type: 'text', nullable: true },
    mergedInto: { name: 'merged_into', type: 'text', nullable: true },
    deletedWith: { name: 'deleted_with', type: 'text', nullable: true },
    deletedAt: { name: 'deleted_at', type: 'text', nullable: true },
  },
})
