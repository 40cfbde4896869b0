import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { expect } from 'vitest'
import { z } from 'zod'
import { listSaves, save, type Save } from '../../shared/api/saves'
import { listVersions, type Version } from '../../shared/api/versions'
import type { TestHub, TestHubOptions } from '../helpers/hub'
import { tamper } from './household-steps'
import { aHub, type Answer, ask, type Caller, made, paired } from './token-steps'

/** Ids are chosen here, so that a test can name them; on a real hub they begin at a random base. */
export const game = { id: 2_000_007, stem: 'Test Game (USA)' }
export const otherGame = { id: 2_000_008, stem: 'Other Game' }

/** A hub whose household has two games. */
export async function savesHub(options: TestHubOptions = {}): Promise<TestHub> {
  const hub = await aHub(options)
  const at = '2026-03-01T12:00:00.000Z'
  await tamper(
    hub,
    `INSERT INTO platforms (id, slug, created_at, updated_at) VALUES (2000001, 'gba', ?, ?)`,
    at,
    at,
  )
  for (const { id, stem } of [game, otherGame]) {
    await tamper(
      hub,
      `INSERT INTO games (id, platform_id, origin, is_folder, fs_name, name, folded_name, title_key,
         regions, languages, tags, size_bytes, created_at, updated_at)
       VALUES (?, 2000001, 'name', 0, ?, ?, ?, ?, '[]', '[]', '[]', 0, ?, ?)`,
      id,
      `${stem}.gba`,
      stem,
      stem.toLowerCase(),
      stem.toLowerCase(),
      at,
      at,
    )
  }
  return hub
}

export interface Handheld {
  readonly as: Caller
  readonly id: string
}

const saveScopes = ['me.read', 'roms.read', 'assets.read', 'assets.write', 'devices.read', 'devices.write']

/** A paired handheld of the owner. */
export async function handheld(hub: TestHub, name = 'Pocket'): Promise<Handheld> {
  const { access_token: token, device_id: id } = await paired(hub, {
    client_device_identifier: name,
    name,
    requested_scopes: saveScopes,
  })
  return { as: `Bearer ${token}`, id }
}

/** A bearer client without a device. */
export async function bearerClient(hub: TestHub): Promise<Caller> {
  const { raw_token: token } = await made(hub, { scopes: saveScopes })
  return `Bearer ${token}`
}

/** What a client without slots is given: a token as the password of Basic. */
export async function slotlessClient(hub: TestHub): Promise<Caller> {
  const { raw_token: token } = await made(hub, { scopes: saveScopes })
  return `Basic ${Buffer.from(`owner:${token}`).toString('base64')}`
}

/** Bytes that no other call gives. */
export function someSave(size = 512): Buffer {
  return randomBytes(size)
}

export interface Part {
  readonly field: string
  readonly fileName?: string
  readonly bytes: Uint8Array
}

/** A multipart body as clients write it: names in raw UTF-8, quotes escaped with a backslash (clients.md 1). */
export function multipart(parts: readonly Part[], boundary = 'a-boundary'): { type: string; body: Buffer } {
  const chunks = parts.flatMap(({ field, fileName, bytes }) => {
    const named = fileName === undefined ? '' : `; filename="${fileName.replaceAll('"', '\\"')}"`
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${field}"${named}\r\n`
    const type = fileName === undefined ? '' : 'Content-Type: application/octet-stream\r\n'
    return [Buffer.from(`${head}${type}\r\n`), Buffer.from(bytes), Buffer.from('\r\n')]
  })
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]),
  }
}

export interface BinaryAnswer extends Answer {
  readonly bytes: Buffer
}

/** One request whose body and answer are bytes. */
export function send(
  hub: TestHub,
  as: Caller,
  method: string,
  path: string,
  sent: { body?: Uint8Array; headers?: Record<string, string> } = {},
): Promise<BinaryAnswer> {
  const { hostname, port } = new URL(hub.url)
  const headers: Record<string, string> = { ...sent.headers }
  if (as !== 'window' && as !== 'nobody') headers['authorization'] = as
  if (sent.body) headers['content-length'] = String(sent.body.length)
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const bytes = Buffer.concat(chunks)
        const text = bytes.toString('utf8')
        const flat = Object.entries(response.headers).map(([name, value]): [string, string] => [
          name,
          String(value),
        ])
        resolve({
          status: response.statusCode ?? 0,
          headers: new Headers(flat),
          text,
          bytes,
          body: parsed(text),
        })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(sent.body)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export function queryOf(fields: Record<string, string | number | boolean>): string {
  return new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)])).toString()
}

export interface UploadOptions {
  readonly bytes?: Uint8Array
  readonly name?: string
  readonly query?: Record<string, string | number | boolean>
  readonly more?: readonly Part[]
}

/** `POST /api/saves` of the first game. */
export function upload(
  hub: TestHub,
  as: Caller,
  { bytes = someSave(), name = 'Test Game (USA).srm', query = {}, more = [] }: UploadOptions = {},
): Promise<BinaryAnswer> {
  const { type, body } = multipart([{ field: 'saveFile', fileName: name, bytes }, ...more])
  const path = `/api/saves?${queryOf({ rom_id: game.id, ...query })}`
  return send(hub, as, 'POST', path, { body, headers: { 'content-type': type } })
}

/** An upload into a slot by a handheld. */
export function play(
  hub: TestHub,
  { as, id }: Handheld,
  bytes: Uint8Array,
  query: Record<string, string | number | boolean> = {},
): Promise<BinaryAnswer> {
  return upload(hub, as, { bytes, query: { device_id: id, slot: 'autosave', ...query } })
}

export function put(
  hub: TestHub,
  as: Caller,
  id: number,
  bytes: Uint8Array,
  { name = 'Test Game (USA).srm', query = '' } = {},
): Promise<BinaryAnswer> {
  const { type, body } = multipart([{ field: 'saveFile', fileName: name, bytes }])
  return send(hub, as, 'PUT', `/api/saves/${id}${query}`, { body, headers: { 'content-type': type } })
}

/** The save of an answer, with nothing missing, misspelt or too much. */
export function saveOf(answer: Answer): Save {
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return z.strictObject(save.shape).parse(answer.body)
}

export async function savesOf(hub: TestHub, as: Caller, query = `rom_id=${game.id}`): Promise<Save[]> {
  const answer = await ask(hub, as, 'GET', `/api/saves?${query}`)
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return listSaves.answer.parse(answer.body)
}

export async function contentOf(hub: TestHub, as: Caller, id: number): Promise<Buffer> {
  const answer = await send(hub, as, 'GET', `/api/saves/${id}/content`)
  expect(answer.status).toBe(200)
  return answer.bytes
}

/** Every version of every line of the owner, newest first within a line. */
export async function history(hub: TestHub, gameId = game.id): Promise<Version[]> {
  const lines = await ask(hub, 'window', 'GET', `/api/lines?rom_id=${gameId}`)
  const versions: Version[] = []
  for (const { id } of lines.body as { id: number }[]) {
    const answer = await ask(hub, 'window', 'GET', `/api/lines/${id}/versions?limit=500`)
    versions.push(...listVersions.answer.parse(answer.body))
  }
  return versions
}

/** The bytes of any version, by the window. */
export async function bytesOfVersion(hub: TestHub, id: number): Promise<Buffer> {
  const response = await hub.windowFetch(`/api/versions/${id}/content`)
  expect(response.status).toBe(200)
  return Buffer.from(await response.arrayBuffer())
}
