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

/** The `index`th game, from 0, of those that {@link addGames} put there. */
export function gameAt(index: number): number {
  return gameId + index
}

/** Puts the game there is into a running hub. */
export function addGame(hub: BenchHub): Promise<void> {
  return addGames(hub, 1)
}

/** Puts games into a running hub. */
export async function addGames({ dataFolder }: BenchHub, count: number): Promise<void> {
  const database = new sqlite3.Database(join(dataFolder, 'roost.sqlite'))
  database.configure('busyTimeout', 5_000)
  await new Promise<void>((resolve, reject) => {
    database.exec(
      `INSERT INTO platforms (id, slug, created_at, updated_at) VALUES (2000001, 'gba', '${at}', '${at}');
       WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1})
       INSERT INTO games (id, platform_id, origin, is_folder, fs_name, name, folded_name, title_key, regions,
         languages, tags, size_bytes, created_at, updated_at)
       SELECT ${gameId} + i, 2000001, 'name', 0, 'Game ' || i || '.gba', 'Game ' || i, 'game ' || i, 'game ' || i,
         '[]', '[]', '[]', 0, '${at}', '${at}' FROM n`,
      (error) => (error ? reject(error) : resolve()),
    )
  })
  await new Promise<void>((resolve) => {
    database.close(() => resolve())
  })
}

/** A device of its own, and the connection of its client. */
export interface BenchDevice {
  readonly connection: Connection
  readonly deviceId: string
}

/** One that uploads into a slot of its own, as the clients with bearer tokens do. */
export async function addHandheld(hub: BenchHub, slot: string): Promise<BenchHandheld> {
  const { connection, deviceId } = await addDevice(hub, slot)
  return { connection, path: `/api/saves?rom_id=${gameId}&slot=${slot}&device_id=${deviceId}` }
}

/** A device and a token for it. */
export async function addDevice(hub: BenchHub, name: string): Promise<BenchDevice> {
  const owner = new Connection(hub.url, hub.authorization)
  const json = { 'content-type': 'application/json' }
  const post = (path: string, body: object) =>
    owner.send({ method: 'POST', path, headers: json, body: Buffer.from(JSON.stringify(body)) })
  const token = z
    .object({ raw_token: z.string() })
    .parse(JSON.parse(String(await post('/api/client-tokens', { name, scopes }))))
  owner.close()
  return {
    connection: new Connection(hub.url, `Bearer ${token.raw_token}`),
    deviceId: await registerDevice(hub, name),
  }
}

/** @returns the id of a device without a token of its own. */
export async function registerDevice(hub: BenchHub, name: string): Promise<string> {
  const answer = await hub.post('/api/devices', { name, client_device_identifier: name })
  return z.object({ device_id: z.string() }).parse(JSON.parse(answer)).device_id
}
