import { join } from 'node:path'
import sqlite3 from 'sqlite3'
import { z } from 'zod'
import type { BenchHub } from './bench-hub'
import { Connection } from './connection'

export const gameId = 2_000_007

const at = '2026-03-01T12:00:00.000Z'
const scopes = ['me.read', 'roms.read', 'assets.read', 'assets.write', 'devices.read', 'devices.write']

/** A handheld with a token and a device of its own. */
export interface BenchHandheld {
  readonly connection: Connection
  readonly path: string
}

/** Puts the game there is into a running hub. */
export async function addGame({ dataFolder }: BenchHub): Promise<void> {
  const database = new sqlite3.Database(join(dataFolder, 'roost.sqlite'))
  database.configure('busyTimeout', 5_000)
  await new Promise<void>((resolve, reject) => {
    database.exec(
      `INSERT INTO platforms (id, slug, created_at, updated_at) VALUES (2000001, 'gba', '${at}', '${at}');
       INSERT INTO games (id, platform_id, origin, is_folder, fs_name, name, folded_name, title_key, regions,
         languages, tags, size_bytes, created_at, updated_at)
       VALUES (${gameId}, 2000001, 'name', 0, 'Game.gba', 'Game', 'game', 'game', '[]', '[]', '[]', 0, '${at}',
         '${at}')`,
      (error) => (error ? reject(error) : resolve()),
    )
  })
  await new Promise<void>((resolve) => {
    database.close(() => resolve())
  })
}

/** One that uploads into a slot of its own, as the clients with bearer tokens do. */
export async function addHandheld(hub: BenchHub, slot: string): Promise<BenchHandheld> {
  const owner = new Connection(hub.url, hub.authorization)
  const json = { 'content-type': 'application/json' }
  const post = (path: string, body: object) =>
    owner.send({ method: 'POST', path, headers: json, body: Buffer.from(JSON.stringify(body)) })
  const token = z
    .object({ raw_token: z.string() })
    .parse(JSON.parse(String(await post('/api/client-tokens', { name: slot, scopes }))))
  const device = z
    .object({ device_id: z.string() })
    .parse(JSON.parse(String(await post('/api/devices', { name: slot, client_device_identifier: slot }))))
  owner.close()
  return {
    connection: new Connection(hub.url, `Bearer ${token.raw_token}`),
    path: `/api/saves?rom_id=${gameId}&slot=${slot}&device_id=${device.device_id}`,
  }
}
