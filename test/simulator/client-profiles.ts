import { createHash } from 'node:crypto'
import type { Scope } from '../../shared/scopes'

/** What one kind of client says about itself when it asks to be paired (clients.md 3.2). */
export interface ClientProfile {
  readonly client: string
  readonly platform: string
  readonly clientVersion: string
  readonly scopes: readonly Scope[]
  /** Its way of naming a machine, from any text that tells machines apart. */
  identifier(seed: string): string
}

function hex(seed: string, length: number): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, length)
}

/** grout asks for nine scopes and names a machine by 32 hex digits. */
export const grout: ClientProfile = {
  client: 'grout',
  platform: 'muOS',
  clientVersion: '5.0.0',
  scopes: [
    'me.read',
    'roms.read',
    'platforms.read',
    'assets.read',
    'devices.read',
    'firmware.read',
    'collections.read',
    'assets.write',
    'devices.write',
  ],
  identifier: (seed) => hex(seed, 32),
}

/** Argosy Launcher asks for sixteen, with the editing ones no member of the household has. */
export const argosy: ClientProfile = {
  client: 'argosy-launcher',
  platform: 'Android',
  clientVersion: '1.8.0',
  scopes: [
    'me.read',
    'roms.read',
    'platforms.read',
    'assets.read',
    'devices.read',
    'firmware.read',
    'roms.user.read',
    'collections.read',
    'me.write',
    'assets.write',
    'devices.write',
    'roms.user.write',
    'collections.write',
    'roms.write',
    'platforms.write',
    'firmware.write',
  ],
  identifier: (seed) => `argosy-${hex(seed, 16)}`,
}

/** The profile of a client's name; a name nobody knows behaves like grout under that name. */
export function profileOf(client: string): ClientProfile {
  if (client === 'argosy' || client === argosy.client) return argosy
  return client === grout.client ? grout : { ...grout, client }
}
