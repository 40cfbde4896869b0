import { createHash, randomBytes } from 'node:crypto'
import { approve } from '../../../shared/api/device-authorization'
import { negotiateSync } from '../../../shared/api/sync'
import { askToPair, collect } from './handheld'
import { asOwner } from './household'
import { play } from './saves'

export interface Syncing {
  readonly id: string
  readonly token: string
}

/** A handheld with everything a client needs to sync. */
export async function syncingDevice(hub: string, name: string, client = 'grout'): Promise<Syncing> {
  const scopes = ['me.read', 'roms.read', 'roms.user.write', 'assets.read', 'assets.write']
  const all = [...scopes, 'devices.read', 'devices.write']
  const asked = await askToPair(hub, name, { client, requested_scopes: all })
  await asOwner(hub, 'POST', approve.path, {
    user_code: asked.user_code,
    approved_scopes: all,
    device_name: name,
  })
  const grant = await collect(hub, asked)
  return { id: grant.device_id, token: grant.access_token }
}

/** A request as the handheld; fails on a refusal. */
export async function asDevice(hub: string, device: Syncing, path: string, body: object): Promise<unknown> {
  const response = await fetch(hub + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${device.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  return response.json()
}

export interface Held {
  readonly game: number
  readonly bytes: Uint8Array
  readonly slot?: string
  readonly updatedAt?: string
}

/** The handheld says what it holds, and is told what to do. */
export async function negotiate(hub: string, device: Syncing, held: readonly Held[]) {
  const saves = held.map(({ game, bytes, slot = 'autosave', updatedAt }) => ({
    rom_id: game,
    file_name: 'game.srm',
    slot,
    emulator: 'mGBA',
    content_hash: createHash('md5').update(bytes).digest('hex'),
    updated_at: updatedAt ?? new Date().toISOString(),
    file_size_bytes: bytes.length,
  }))
  const body = { device_id: device.id, saves }
  return negotiateSync.answer.parse(await asDevice(hub, device, negotiateSync.path, body))
}

/** The same save on both, then both played offline; `first` synced, and what `second` sends is refused and kept. */
export async function bothPlayed(hub: string, game: number, first: Syncing, second: Syncing) {
  const start = randomBytes(32_768)
  const [ofFirst, ofSecond] = [Buffer.from(start), Buffer.from(start)]
  ofFirst.set(randomBytes(200), 0x120)
  ofSecond.set(randomBytes(400), 0x890)
  const base = await play(hub, first, { game, bytes: start })
  await asDevice(hub, second, `/api/saves/${base.save?.id}/downloaded`, { device_id: second.id })
  await play(hub, first, { game, bytes: ofFirst })
  const refused = await play(hub, second, { game, bytes: ofSecond })
  if (refused.status !== 409) throw new Error(`The second upload was answered ${refused.status}`)
  return { start, ofFirst, ofSecond }
}
