import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const password = 'correct horse'
const authorization = `Basic ${Buffer.from(`bench:${password}`).toString('base64')}`
/** USER_HZ is 100 on every Linux that Node runs on. */
const millisecondsPerTick = 10
const readyLine = z.object({ event: z.literal('ready'), url: z.string() })

export interface BenchHub {
  readonly url: string
  /** Of the owner. */
  readonly authorization: string
  readonly dataFolder: string
  /** Milliseconds from the start of the process to its ready line. */
  readonly startedIn: number
  /** Asks as the owner, reads the whole answer, and tells its size in bytes. */
  get(path: string): Promise<number>
  /** Sends JSON as the owner, and reads the whole answer. */
  post(path: string, body: unknown): Promise<string>
  /** MiB. */
  residentMemory(): Promise<number>
  /** Milliseconds of processor time so far, of all its threads. */
  processorTime(): Promise<number>
  stop(): Promise<void>
}

/** The headless hub as built, as a process of its own. */
export async function startBenchHub(): Promise<BenchHub> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'roost-bench-'))
  const started = performance.now()
  const hub = spawn(
    process.execPath,
    [
      join(__dirname, 'main', 'headless.cjs'),
      '--port',
      '0',
      '--host',
      '127.0.0.1',
      '--no-mdns',
      '--data',
      dataFolder,
      '--admin',
      'bench',
    ],
    { env: { ...process.env, ROOST_ADMIN_PASSWORD: password }, stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const [line] = z.tuple([z.string()]).parse(await once(createInterface(hub.stdout), 'line'))
  const startedIn = performance.now() - started
  const { url } = readyLine.parse(JSON.parse(line))
  return {
    url,
    authorization,
    dataFolder,
    startedIn,
    async get(path) {
      const answer = await fetch(url + path, { headers: { authorization } })
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
      return (await answer.arrayBuffer()).byteLength
    },
    async post(path, body) {
      const headers = { authorization, 'content-type': 'application/json' }
      const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
      return answer.text()
    },
    async residentMemory() {
      const status = await readFile(`/proc/${hub.pid}/status`, 'utf8')
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024
    },
    async processorTime() {
      const stat = await readFile(`/proc/${hub.pid}/stat`, 'utf8')
      // The name of the program stands in parentheses and may hold anything; utime and stime are fields 14 and 15.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return (Number(fields[11]) + Number(fields[12])) * millisecondsPerTick
    },
    async stop() {
      const ended = once(hub, 'exit')
      hub.kill('SIGTERM')
      await ended
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}
