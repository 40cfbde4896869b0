import { createServer } from 'node:http'
import { once } from 'node:events'
import { join } from 'node:path'
import sqlite3 from 'sqlite3'
import { z } from 'zod'
import { startBenchHub } from './bench-hub'
import { type Figure, median, percentile, timeOf } from './measure'

const at = '2026-03-01T12:00:00.000Z'
const versionsPerLine = 10
const runs = 40
const warmUps = 5

/** Negotiation of as many saves as lines, each with ten versions, beside a bare SELECT of the same rows as JSON. */
export async function benchNegotiation(): Promise<Figure[]> {
  const small = await negotiationOf(500)
  const middle = await negotiationOf(2_000)
  const large = await negotiationOf(8_000)
  return [
    { name: 'negotiate 2,000 saves, 20,000 versions, p95', value: middle.p95, unit: 'ms', aim: 30 },
    { name: 'negotiate 2,000 saves, median', value: middle.median, unit: 'ms', aim: null },
    { name: 'negotiate 2,000 saves, processor time', value: middle.processor, unit: 'ms', aim: null },
    // What the machine did to a program that hardly does anything, at the same time.
    { name: 'a bare SELECT and JSON of 2,000, median', value: middle.bare, unit: 'ms', aim: null },
    { name: 'a bare SELECT and JSON of 2,000, p95', value: middle.bareP95, unit: 'ms', aim: null },
    {
      name: 'negotiate 2,000 saves, against a bare SELECT and JSON',
      value: middle.median / middle.bare,
      unit: '×',
      aim: 3,
    },
    {
      name: 'negotiate, growth from 500 to 8,000 against linear',
      value: large.median / small.median / 16,
      unit: '×',
      aim: 1.2,
    },
  ]
}

interface Measured {
  readonly median: number
  readonly p95: number
  /** Of all the hub's threads, for one negotiation. */
  readonly processor: number
  readonly bare: number
  readonly bareP95: number
}

/** One after the other in turn, so that both meet the same machine. */
async function negotiationOf(lines: number): Promise<Measured> {
  const hub = await startBenchHub()
  const database = join(hub.dataFolder, 'roost.sqlite')
  try {
    const registered = await hub.post('/api/devices', { name: 'Bench' })
    const { device_id } = z.object({ device_id: z.string() }).parse(JSON.parse(registered))
    await fill(database, device_id, lines)
    const body = { device_id, saves: savesOf(lines) }
    const bare = await bareServer(database)
    const negotiate = () => hub.post('/api/sync/negotiate', body)
    const askBare = async () => {
      const answer = await fetch(bare.url, { method: 'POST', body: JSON.stringify(body) })
      return answer.arrayBuffer()
    }
    for (let run = 0; run < warmUps; run += 1) await Promise.all([negotiate(), askBare()])
    const times: number[] = []
    const bareTimes: number[] = []
    const before = await hub.processorTime()
    for (let run = 0; run < runs; run += 1) {
      times.push(await timeOf(negotiate))
      bareTimes.push(await timeOf(askBare))
    }
    const processor = ((await hub.processorTime()) - before) / runs
    bare.close()
    return {
      median: median(times),
      p95: percentile(times, 0.95),
      processor,
      bare: median(bareTimes),
      bareP95: percentile(bareTimes, 0.95),
    }
  } finally {
    await hub.stop()
  }
}

/** Of ten saves seven are the head, one is new progress, one an old version, and one in conflict. */
function savesOf(lines: number): object[] {
  return Array.from({ length: lines }, (_, index) => {
    const kind = index % 10
    const hash =
      kind < 7 ? index * versionsPerLine + versionsPerLine : kind === 8 ? index * versionsPerLine + 1 : 0
    return {
      rom_id: 2_000_000 + index,
      file_name: `Game ${index}.srm`,
      slot: 'autosave',
      emulator: 'mGBA',
      content_hash: (hash === 0 ? 10_000_000 + index : hash).toString(16).padStart(32, '0'),
      updated_at: at,
      file_size_bytes: 32_768,
    }
  })
}

async function fill(database: string, device: string, lines: number): Promise<void> {
  const connection = new sqlite3.Database(database)
  connection.configure('busyTimeout', 5_000)
  const run = (sql: string) =>
    new Promise<void>((resolve, reject) => {
      connection.exec(sql, (error) => {
        if (error) reject(error)
        else resolve()
      })
    })
  const count = (last: number) =>
    `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${last - 1})`
  const person = '(SELECT min(id) FROM people)'
  await run(`BEGIN;
    INSERT INTO platforms (id, slug, created_at, updated_at) VALUES (2000001, 'bench', '${at}', '${at}');
    ${count(lines)} INSERT INTO games (id, platform_id, origin, is_folder, fs_name, name, folded_name, title_key,
        regions, languages, tags, size_bytes, created_at, updated_at)
      SELECT 2000000 + i, 2000001, 'name', 0, 'Game ' || i || '.gba', 'Game ' || i, 'game ' || i, 'game ' || i,
        '[]', '[]', '[]', 0, '${at}', '${at}' FROM n;
    ${count(lines)} INSERT INTO save_lines (id, person_id, game_id, kind, key, last_sequence, created_at)
      SELECT 1 + i, ${person}, 2000000 + i, 'save', 'autosave', ${versionsPerLine}, '${at}' FROM n;
    ${count(lines * versionsPerLine)} INSERT INTO versions (id, line_id, sequence, sha256, content_hash, hash_rule,
        size_bytes, file_name, arrived_at, updated_at, state, hidden, blank, pinned, is_public, described)
      SELECT 3000001 + i, 1 + i / ${versionsPerLine}, 1 + i % ${versionsPerLine}, printf('%064x', i),
        printf('%032x', i + 1), 1, 32768, 'Game ' || i || '.srm', '${at}',
        '2026-03-01T12:00:00.00' || (i % ${versionsPerLine}) || 'Z', 'live', 0, 0, 0, 0, 1 FROM n;
    UPDATE save_lines SET head_version_id = 3000000 + id * ${versionsPerLine};
    -- Nothing of it is left to be described: a hub that writes 20,000 side-cars is another thing to measure.
    UPDATE versions SET described = revision;
    ${count(lines)} INSERT INTO marks (device_id, line_id, version_id, how, doubtful, at, untracked)
      SELECT '${device}', 1 + i, 3000000 + (1 + i) * ${versionsPerLine} - (i % 10 = 9), 'upload', 0, '${at}', 0 FROM n;
    COMMIT`)
  await new Promise<void>((resolve) => {
    connection.close(() => resolve())
  })
}

/** Reads the body, selects what is compared, and sends it: no decision, nothing remembered. */
async function bareServer(database: string): Promise<{ url: string; close(): void }> {
  const connection = new sqlite3.Database(database, sqlite3.OPEN_READONLY)
  const query = `SELECT l.*, h.*, m.* FROM save_lines l JOIN versions h ON h.id = l.head_version_id
    LEFT JOIN marks m ON m.line_id = l.id`
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      connection.all(query, (error, rows) => {
        response
          .writeHead(error ? 500 : 200, { 'content-type': 'application/json' })
          .end(JSON.stringify(rows))
      })
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections()
      server.close()
      connection.close()
    },
  }
}
