import type { z } from 'zod'
import type { Device, registerDevice } from '../../../../shared/api/devices'
import { iso } from '../../../domain/clock'
import type { Registered } from '../../../domain/devices/device-registration'
import type { DeviceView } from '../../../domain/devices/device-service'
import type { ClientToken } from '../../../domain/tokens/client-token'

export function presentRegistered({ device }: Registered): z.input<typeof registerDevice.answer> {
  return { device_id: device.id, name: device.name, created_at: device.createdAt }
}

export function presentDevice(view: DeviceView, now: number): Device {
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
    ...tokenState(view.tokens, iso(now)),
  }
}

function tokenState(
  tokens: readonly ClientToken[],
  now: string,
): Pick<Device, 'token_state' | 'token_expires_at'> {
  const collected = tokens.filter((token) => token.hash !== null)
  const active = collected.filter((token) => token.expiresAt === null || token.expiresAt > now)
  if (active.length > 0) return { token_state: 'active', token_expires_at: lastEnd(active) }
  if (tokens.some((token) => token.collectBefore !== null && token.collectBefore > now)) {
    return { token_state: 'waiting', token_expires_at: null }
  }
  return collected.length > 0
    ? { token_state: 'expired', token_expires_at: lastEnd(collected) }
    : { token_state: 'none', token_expires_at: null }
}

/** Null as soon as one of them never ends. */
function lastEnd(tokens: readonly ClientToken[]): string | null {
  const ends = tokens.map((token) => token.expiresAt)
  return ends.includes(null)
    ? null
    : (ends
        .filter((end) => end !== null)
        .sort()
        .at(-1) ?? null)
}
