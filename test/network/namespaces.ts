import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import { z } from 'zod'

const run = promisify(execFile)
const appFolder = join(import.meta.dirname, '..', '..')

export const password = 'correct horse'
const ready = z.object({ url: z.string(), lan_urls: z.array(z.string()) })

/** Whether this process may make hosts of its own; says so when not. */
export async function mayMakeHosts(): Promise<boolean> {
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    try {
      await run('ip', ['netns', 'list'])
      return true
    } catch {
      // Falls through to the same answer.
    }
  }
  console.log('not run: needs root and ip(8)')
  return false
}

/** Two hosts on one cable: the hub's, which also has a VPN-like and a container-like adapter, and a neighbour. */
export interface TwoHosts {
  /** Runs a program on the hub's host. */
  onHub(program: string, ...args: string[]): Promise<string>
  onNeighbour(program: string, ...args: string[]): Promise<string>
  startHub(...flags: string[]): Promise<{ port: number; lanUrls: readonly string[] }>
}

export async function makeTwoHosts(): Promise<TwoHosts> {
  const hub = `roost-hub-${process.pid}`
  const neighbour = `roost-far-${process.pid}`
  const ip = (...args: string[]) => run('ip', args)
  const on =
    (host: string) =>
    async (program: string, ...args: string[]) =>
      (await run('ip', ['netns', 'exec', host, program, ...args])).stdout
  await ip('netns', 'add', hub)
  await ip('netns', 'add', neighbour)
  onTestFinished(async () => {
    await ip('netns', 'del', hub)
    await ip('netns', 'del', neighbour)
  })
  await ip('link', 'add', 'lan0', 'netns', hub, 'type', 'veth', 'peer', 'name', 'lan0', 'netns', neighbour)
  for (const [host, address] of [
    [hub, '192.168.77.2/24'],
    [neighbour, '192.168.77.3/24'],
  ] as const) {
    await ip('-n', host, 'link', 'set', 'lo', 'up')
    await ip('-n', host, 'address', 'add', address, 'dev', 'lan0')
    await ip('-n', host, 'link', 'set', 'lan0', 'up')
  }
  for (const [adapter, address] of [
    ['docker0', '172.17.0.1/16'],
    ['tun0', '10.8.0.2/24'],
  ] as const) {
    // What hangs on the other end is never asked: it only has to look like such an adapter.
    await ip('-n', hub, 'link', 'add', adapter, 'type', 'veth', 'peer', 'name', `${adapter}-end`)
    await ip('-n', hub, 'link', 'set', `${adapter}-end`, 'up')
    await ip('-n', hub, 'address', 'add', address, 'dev', adapter)
    await ip('-n', hub, 'link', 'set', adapter, 'up')
  }
  await ip('-n', hub, 'route', 'add', 'default', 'via', '192.168.77.1', 'dev', 'lan0')
  return { onHub: on(hub), onNeighbour: on(neighbour), startHub: (...flags) => startHub(hub, flags) }
}

/** The hub as people start it, from the built `dist/`, on that host. */
async function startHub(
  host: string,
  flags: readonly string[],
): Promise<{ port: number; lanUrls: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-network-'))
  const program = join(appFolder, 'dist', 'main', 'headless.cjs')
  const args = [
    'netns',
    'exec',
    host,
    process.execPath,
    program,
    '--data',
    folder,
    '--admin',
    'ben',
    ...flags,
  ]
  const child = spawn('ip', args, {
    env: { ...process.env, ROOST_ADMIN_PASSWORD: password },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(async () => {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  })
  const lines = createInterface(child.stdout)
  const gone = once(child, 'exit').then(() => {
    throw new Error(`${program} ended before it was ready: was it built?`)
  })
  const [line] = z.tuple([z.string()]).parse(await Promise.race([once(lines, 'line'), gone]))
  const { url, lan_urls } = ready.parse(JSON.parse(line))
  return { port: Number(new URL(url).port), lanUrls: lan_urls }
}
