import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'

const program = join(import.meta.dirname, '..', '..', '..', 'dist', 'main', 'headless.cjs')

interface Run {
  readonly output: () => string
  readonly errors: () => string
  /** The exit status. */
  readonly ended: Promise<unknown>
  signal(name: NodeJS.Signals): void
  /** The one line on standard output. */
  ready(): Promise<Record<string, unknown>>
}

const running = new Set<Run>()
let folder = ''

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-headless-'))
})

test.afterEach(async () => {
  for (const run of running) {
    run.signal('SIGKILL')
    await run.ended
  }
  running.clear()
  await rm(folder, { recursive: true, force: true })
})

function start(flags: readonly string[], environment: Record<string, string> = {}): Run {
  const hub = spawn(process.execPath, [program, '--no-mdns', '--host', '127.0.0.1', ...flags], {
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let errors = ''
  hub.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  hub.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const ended = once(hub, 'exit').then(([status]: unknown[]) => status)
  const run: Run = {
    output: () => output,
    errors: () => errors,
    ended,
    signal: (name) => hub.kill(name),
    async ready() {
      await expect.poll(() => output).toMatch(/\n$/)
      const line: unknown = JSON.parse(output)
      return Object.assign({}, line)
    },
  }
  running.add(run)
  return run
}

function startHere(flags: readonly string[] = [], environment: Record<string, string> = {}): Run {
  return start(['--port', '0', '--data', join(folder, 'data'), ...flags], environment)
}

test('prints exactly one line when ready, answers, and stops with 0 on SIGTERM and SIGINT', async () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const run = startHere()
    const ready = await run.ready()
    expect(Object.keys(ready)).toEqual(['event', 'url', 'lan_urls', 'version', 'pid'])
    expect((await fetch(`${String(ready['url'])}/api/heartbeat`)).status).toBe(200)
    run.signal(signal)
    expect(await run.ended).toBe(0)
    expect(run.output().split('\n')).toHaveLength(2)
    for (const line of run.errors().trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow()
  }
})

test('stops at once though a page listens for events', async () => {
  const run = startHere(['--admin', 'kim'], { ROOST_ADMIN_PASSWORD: 'correct horse' })
  const { url } = await run.ready()
  const authorization = `Basic ${Buffer.from('kim:correct horse').toString('base64')}`
  const stream = await fetch(`${String(url)}/api/events`, { headers: { authorization } })
  expect(stream.status).toBe(200)
  run.signal('SIGTERM')
  await stream.text()
  expect(await run.ended).toBe(0)
})

test('a signal while it still starts stops it with 0 as well', async () => {
  const run = startHere()
  await expect.poll(() => run.errors(), { intervals: [5] }).toContain('The database was brought up to date')
  run.signal('SIGTERM')
  expect(await run.ended).toBe(0)
  await expect(stat(join(folder, 'data', 'hub.pid'))).rejects.toThrow('ENOENT')
})

test('a wrong flag is status 2, named, with what is allowed', async () => {
  const run = startHere(['--log-level', 'loud'])
  expect(await run.ended).toBe(2)
  expect(run.errors()).toContain('--log-level is wrong: it takes error, warn, info or debug')
  expect(run.output()).toBe('')
})

test('an address that is not ours is status 2', async () => {
  const run = start(['--host', '192.0.2.77', '--port', '0', '--data', join(folder, 'data')])
  expect(await run.ended).toBe(2)
  expect(run.errors()).toContain('--host 192.0.2.77 is not an address of this machine')
})

test('a taken port is status 3, with who has it', async () => {
  const other = createServer()
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const run = start(['--port', String(port), '--data', join(folder, 'data')])
  expect(await run.ended).toBe(3)
  // Who has it is told by name, as far as the system tells.
  const who = process.platform === 'linux' ? `(process ${process.pid})` : ''
  expect(run.errors()).toContain(`Port ${port} is taken by`)
  expect(run.errors()).toContain(who)
  other.close()
})

test('a folder another hub has open is status 4; after that hub was killed it is free', async () => {
  const first = startHere()
  await first.ready()
  const second = startHere()
  expect(await second.ended).toBe(4)
  expect(second.errors()).toMatch(/another|already/i)
  first.signal('SIGKILL')
  await first.ended
  const third = startHere()
  await third.ready()
  third.signal('SIGTERM')
  expect(await third.ended).toBe(0)
})

test('a damaged database is status 4 and is left as it was', async () => {
  const run = startHere()
  await run.ready()
  run.signal('SIGTERM')
  await run.ended
  const database = join(folder, 'data', 'roost.sqlite')
  await writeFile(database, 'this is no database, and it stays what it is')
  const again = startHere()
  expect(await again.ended).toBe(4)
  expect(await readFile(database, 'utf8')).toBe('this is no database, and it stays what it is')
})

test('a file where the data folder should be is status 4', async () => {
  await writeFile(join(folder, 'data'), '')
  await chmod(join(folder, 'data'), 0o600)
  expect(await startHere().ended).toBe(4)
})

test('the set-up link waits in the data folder, readable by its owner only, and is never printed', async () => {
  const run = startHere()
  await run.ready()
  const path = join(folder, 'data', 'setup-link')
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect((await stat(join(folder, 'data'))).mode & 0o777).toBe(0o700)
  const [, secret] = (await readFile(path, 'utf8')).trim().split('#')
  expect(secret).toMatch(/^[0-9a-f]{64}$/)
  expect(run.errors()).toContain('setup-link')
  expect(run.errors()).not.toContain(secret)
  run.signal('SIGTERM')
  await run.ended
  await expect(stat(path)).rejects.toThrow('ENOENT')
})

test('with --admin and its password nobody has to be set up', async () => {
  const run = startHere(['--admin', 'Kim'], { ROOST_ADMIN_PASSWORD: 'correct horse' })
  const { url } = await run.ready()
  await expect(stat(join(folder, 'data', 'setup-link'))).rejects.toThrow('ENOENT')
  const authorization = `Basic ${Buffer.from('KIM:correct horse').toString('base64')}`
  const me = await fetch(`${String(url)}/api/users/me`, { headers: { authorization } })
  expect(await me.json()).toMatchObject({ username: 'kim', role: 'admin' })
})
