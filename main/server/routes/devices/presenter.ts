import type { z } from 'zod'
import type { Device, registerDevice } from '../../../../shared/api/devices'
import type { Registered } from '../../../domain/devices/device-registration'
import type { DeviceView } from '../../../domain/devices/device-service'

export function presentRegistered({ device }: Registered): z.input<typeof registerDevice.answer> {
  return { device_id: device.id, name: device.name, created_at: device.createdAt }
}

export function presentDevice(view: DeviceView): Device {
  const { device } = view
  return {
    id: device.id,
    user_id: device.personId,
    name: device.name,
    platform: device.platform,
    client: device.client,
    client_version: device.clientVersion,
    ip_address: device.ipAddress,
    mac_address: device.macAddress,
    hostname: device.hostname,
    client_device_identifier: device.clientDeviceIdentifier,
    sync_mode: device.syncMode,
    sync_enabled: device.syncEnabled,
    sync_config: view.syncConfig,
    last_seen: device.lastSeen,
    created_at: device.createdAt,
    updated_at: device.updatedAt,
    cloned_at: device.clonedAt,
    duplicate_of: view.duplicateOf,
    ...(view.hasLostSecret ? { secrets_lost: true } : {}),
    token_state: view.token?.state ?? 'none',
    token_expires_at: view.token?.endsAt ?? null,
  }
}
