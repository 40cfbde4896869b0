import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import sqlite3 from 'sqlite3'

/**
 * For a process of its own: what no server can do without. `POST /` stores a body durably: two hashes, fsync, rename, one
 * synchronous=FULL transaction. `GET /<name>` sends a file of the folder.
 */
export async function runBareServer(folder: string): Promise<void> {
  await mkdir(join(folder, 'contents'), { recursive: true })
  const database = new sqlite3.Database(join(folder, 'bare.sqlite'))
  const run = (sql: string, values: readonly unknown[] = []) =>
    new Promise<void>((resolve, reject) => {
      database.run(sql, values, (error) => (error ? reject(error) : resolve()))
    })
  await run('PRAGMA journal_mode = WAL')
  await run('PRAGMA synchronous = FULL')
  await run('CREATE TABLE contents (id INTEGER PRIMARY KEY, sha256 TEXT, md5 TEXT, size INTEGER)')
  let last: Promise<void> = Promise.resolve()
  const transaction = async (values: readonly unknown[]) => {
    await run('BEGIN IMMEDIATE')
    await run('INSERT INTO contents (sha256, md5, size) VALUES (?, ?, ?)', values)
    await run('COMMIT')
  }
  let count = 0

  const take = async (request: IncomingMessage, response: ServerResponse) => {
    count += 1
    const temporary = join(folder, `${count}.part`)
    const [sha256, md5] = [createHash('sha256'), createHash('md5')]
    const file = await open(temporary, 'wx')
    let size = 0
    for await (const chunk of request) {
      if (!Buffer.isBuffer(chunk)) continue
      size += chunk.length
      sha256.update(chunk)
      md5.update(chunk)
      await file.write(chunk)
    }
    await file.sync()
    await file.close()
    const name = sha256.digest('hex')
    await rename(temporary, join(folder, 'contents', name))
    // One connection has one transaction at a time.
    last = last.then(() => transaction([name, md5.digest('hex'), size]))
    await last
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ name }))
  }
  const give = async (request: IncomingMessage, response: ServerResponse) => {
    const path = join(folder, request.url ?? '')
    const { size } = await stat(path)
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': size })
    createReadStream(path).pipe(response)
  }
  const server = createServer((request, response) => {
    void (request.method === 'POST' ? take(request, response) : give(request, response))
  })
  // It stands idle while the hub has its turn.
  server.keepAliveTimeout = 0
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    process.stdout.write(`http://127.0.0.1:${port}\n`)
  })
}
