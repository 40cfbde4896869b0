import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Files } from '../../main/store/blobs/file-port'
import { nodeFiles } from '../../main/store/blobs/node-files'
import { startTestHub, type TestHub } from '../helpers/hub'
import { tamper } from './household-steps'
import { RawConnection, requestText } from './raw-connection'
import { writeThenRead, writeUntilAnswered } from './raw-senders'
import { made } from './token-steps'
import { bearerClient, game, handheld, send, type Handheld } from './saves-steps'

let hub: TestHub
let pocket: Handheld
let reader: string
let isFull = false

/** A disk that takes nothing while it is said to be full. */
function fillable(folder: string): Files {
  const files = nodeFiles(folder)
  return {
    ...files,
    create: async (path) => {
      if (isFull) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'open' })
      return files.create(path)
    },
  }
}

beforeAll(async () => {
  hub = await startTestHub({
    config: { admin: { name: 'owner', password: null } },
    ports: { files: fillable },
  })
  const at = '2026-03-01T12:00:00.000Z'
  await tamper(
    hub,
    `INSERT INTO platforms (id, slug, created_at, updated_at) VALUES (2000001, 'gba', ?, ?)`,
    at,
    at,
  )
  await tamper(
    hub,
    `INSERT INTO games (id, platform_id, origin, is_folder, fs_name, name, folded_name, title_key,
       regions, languages, tags, size_bytes, created_at, updated_at)
     VALUES (?, 2000001, 'name', 0, 'Game.gba', 'Game', 'game', 'game', '[]', '[]', '[]', 0, ?, ?)`,
    game.id,
    at,
    at,
  )
  pocket = await handheld(hub)
  reader = `Bearer ${(await made(hub, { scopes: ['me.read', 'assets.read'] })).raw_token}`
})
afterAll(() => hub.stop())

const boundary = 'a-boundary'
const head = (field = 'saveFile') =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="Game.srm"\r\n` +
  'Content-Type: application/octet-stream\r\n\r\n'
const tail = `\r\n--${boundary}--\r\n`

interface Refused {
  readonly status: number
  readonly path?: string
  readonly as?: () => string | null
  readonly host?: string
  readonly field?: string
  readonly type?: string
  readonly disk?: 'full'
}

const path = `/api/saves?rom_id=${game.id}&slot=a`
const refusals: readonly (Refused & { readonly what: string })[] = [
  { what: 'nobody', status: 401, as: () => null },
  { what: 'a token that may not write', status: 403, as: () => reader },
  { what: 'a game that is not there', status: 404, path: '/api/saves?rom_id=99&slot=a' },
  { what: 'a path that is not there', status: 404, path: '/api/nothing' },
  { what: 'another method', status: 405, path: '/api/heartbeat' },
  { what: 'another type', status: 415, type: 'text/plain' },
  { what: 'a foreign name', status: 421, host: 'evil.example.com' },
  { what: 'a field that is wrong', status: 422, path: '/api/saves?rom_id=x' },
  { what: 'a full disk', status: 507, disk: 'full' },
]

function headers(refused: Refused, length: number | null, more: readonly string[] = []): string {
  const as = refused.as ? refused.as() : pocket.as
  return requestText(`POST ${refused.path ?? path}`, [
    `Host: ${refused.host ?? new URL(hub.url).host}`,
    ...(as === null ? [] : [`Authorization: ${as}`]),
    `Content-Type: ${refused.type ?? `multipart/form-data; boundary=${boundary}`}`,
    length === null ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`,
    ...more,
  ])
}

function statusOf(text: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1])
}

async function withDisk<Result>(refused: Refused, work: () => Promise<Result>): Promise<Result> {
  isFull = refused.disk === 'full'
  try {
    return await work()
  } finally {
    isFull = false
  }
}

describe.each(refusals)('an upload refused for $what', (refused) => {
  const small = Buffer.concat([Buffer.from(head()), Buffer.alloc(900_000, 1), Buffer.from(tail)])

  test(`is drained, and its sender reads ${refused.status} after the last byte`, async () => {
    const { text, error } = await withDisk(refused, () =>
      writeThenRead(hub, [Buffer.from(headers(refused, small.length, ['Connection: close'])), small]),
    )
    expect({ status: statusOf(text), error }).toEqual({ status: refused.status, error: null })
    expect(text).toMatch(/"detail":/)
  })

  test('leaves a connection that carries the next request', async () => {
    const connection = await RawConnection.open(hub)
    await withDisk(refused, async () => {
      connection.send(headers(refused, small.length))
      connection.send(small)
      const reply = await connection.reply()
      expect(reply.status).toBe(refused.status)
      expect(reply.head).not.toMatch(/^connection: close/im)
    })
    connection.send(requestText('GET /api/heartbeat', [`Host: ${new URL(hub.url).host}`]))
    expect(await connection.reply()).toMatchObject({ status: 200 })
    connection.destroy()
  })

  test.each([
    ['with a length', false],
    ['in chunks', true],
  ])('is told so while it still writes, and that the connection ends: %s', async (_how, chunked) => {
    const start = headers(refused, chunked ? null : 400_000_000)
    const first = chunked ? `${head().length.toString(16)}\r\n${head()}\r\n` : head()
    const { text } = await withDisk(refused, () => writeUntilAnswered(hub, start + first, chunked))
    expect(statusOf(text)).toBe(refused.status)
    expect(text).toMatch(/^connection: close/im)
  })
})

describe('an upload that is too large', () => {
  test('is 413 by the length it tells, before a byte of it is sent', async () => {
    const connection = await RawConnection.open(hub)
    connection.send(headers({ status: 413 }, 3_000_000_000))
    const reply = await connection.reply()
    expect(reply.status).toBe(413)
    expect(reply.head).toMatch(/^connection: close/im)
    connection.destroy()
  })

  test('is 413 in the middle of the transfer, and its sender is told while it writes', async () => {
    const start = headers({ status: 413 }, 400_000_000) + head('screenshotFile')
    const { text, sent } = await writeUntilAnswered(hub, start, false)
    expect(statusOf(text)).toBe(413)
    expect(text).toMatch(/Screenshot file exceeds/)
    expect(sent).toBeLessThan(100_000_000)
  })
})

test('who waits for "100 Continue" is refused at once, and the connection ends: its body may still come', async () => {
  const connection = await RawConnection.open(hub)
  connection.send(headers({ status: 401, as: () => null }, 1_000, ['Expect: 100-continue']))
  const reply = await connection.reply()
  expect(reply.status).toBe(401)
  expect(reply.head).toMatch(/^connection: close/im)
  await connection.closed()
})

test('what stays unread is bounded: a refused sender that goes on for ever is cut off', async () => {
  const connection = await RawConnection.open(hub)
  connection.send(headers({ status: 401, as: () => null }, 400_000_000))
  expect(await connection.reply()).toMatchObject({ status: 401 })
  const piece = Buffer.alloc(262_144)
  for (let sent = 0; sent < 16; sent += 1) connection.send(piece)
  await connection.closed()
})

test('a refused sender that stalls is cut off as well', async () => {
  const connection = await RawConnection.open(hub)
  connection.send(headers({ status: 401, as: () => null }, 1_000))
  expect(await connection.reply()).toMatchObject({ status: 401 })
  await connection.closed()
})

test('a body that a successful answer has no use for is read on as well', async () => {
  const connection = await RawConnection.open(hub)
  const host = `Host: ${new URL(hub.url).host}`
  connection.send(requestText('GET /api/heartbeat', [host, 'Content-Length: 5']) + 'hello')
  expect(await connection.reply()).toMatchObject({ status: 200 })
  connection.send(requestText('GET /api/heartbeat', [host]))
  expect(await connection.reply()).toMatchObject({ status: 200 })
  connection.destroy()
})

test('nothing of all that was stored', async () => {
  const client = await bearerClient(hub)
  expect((await send(hub, client, 'GET', '/api/saves')).body).toEqual([])
})
