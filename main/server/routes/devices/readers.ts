import type { z } from 'zod'
import type { registerDevice, updateDevice } from '../../../../shared/api/devices'
import type { RegistrationInput } from '../../../domain/devices/device-registration'
import type { DeviceChange } from '../../../domain/devices/device-service'

/** The body of a registration in the domain's words: what is absent is unknown. */
export function registrationFrom(body: z.output<typeof registerDevice.body>): RegistrationInput {
  return {
    name: body.name ?? null,
    platform: body.platform ?? null,
    client: body.client ?? null,
    clientVersion: body.client_version ?? null,
    ipAddress: body.ip_address ?? null,
    macAddress: body.mac_address ?? null,
    hostname: body.hostname ?? null,
    syncMode: body.sync_mode,
    syncConfig: body.sync_config ?? null,
    allowExisting: body.allow_existing,
    allowDuplicate: body.allow_duplicate,
    resetSyncs: body.reset_syncs,
  }
}

/** The body of a change: what is absent stays absent, null stays null. */
export function changeFrom(body: z.output<typeof updateDevice.body>): DeviceChange {
  return {
    name: body.name,
    platform: body.platform,
    client: body.client,
    clientVersion: body.client_version,
    ipAddress: body.ip_address,
    macAddress: body.mac_address,
    hostname: body.hostname,
    syncMode: body.sync_mode,
    syncEnabled: body.sync_enabled,
    syncConfig: body.sync_config,
  }
}
