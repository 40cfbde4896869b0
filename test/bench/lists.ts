import { createServer } from 'node:http'
import { once } from 'node:events'
import { join } from 'node:path'
import sqlite3 from 'sqlite3'
import { fillHousehold } from './household'
import { type Figure, median, percentile, timed } from './measure'
import { startBenchHub } from './bench-hub'

const runs = 20

/** Lists of 10,000 tokens and 1,000 devices, beside a bare program that selects the same rows and sends them as JSON. */
export async function benchLists(): Promise<Figure[]> {
  const hub = await startBenchHub()
  const database = join(hub.dataFolder, 'roost.sqlite')
  try {
    await fillHousehold(database)
    return [
      ...(await compare('all 10,000 tokens', 'client_tokens', database, () =>
        hub.get('/api/client-tokens/all'),
      )),
      ...(await compare('all 1,000 devices', 'devices', database, () => hub.get('/api/devices?person=all'))),
    ]
  } finally {
    await hub.stop()
  }
}

async function compare(
  name: string,
  table: string,
  database: string,
  list: () => Promise<number>,
): Promise<Figure[]> {
  const bare = await bareServer(database, `SELECT * FROM ${table}`)
  const ours = await timed(runs, list)
  const theirs = await timed(runs, async () => (await fetch(bare.url)).arrayBuffer())
  bare.close()
  return [
    { name: `list ${name}, median`, value: median(ours), unit: 'ms', aim: 100 },
    { name: `list ${name}, p95`, value: percentile(ours, 0.95), unit: 'ms', aim: null },
    {
      name: `list ${name}, against a bare SELECT and JSON`,
      value: median(ours) / median(theirs),
      unit: '×',
      aim: null,
    },
  ]
}

async function bareServer(database: string, query: string): Promise<{ url: string; close(): void }> {
  const connection = new sqlite3.Database(database, sqlite3.OPEN_READONLY)
  const server = createServer((_request, response) => {
    connection.all(query, (error, rows) => {
      response.writeHead(error ? 500 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(rows))
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
