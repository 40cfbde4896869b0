import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Page } from '@playwright/test'
import { z } from 'zod'

const appFolder = join(import.meta.dirname, '..', '..', '..')
const readyLine = z.object({ event: z.literal('ready'), url: z.string() })

export const owner = { name: 'ben', password: 'Brücke & Ufer' } as const

export interface HeadlessHub {
  readonly url: string
  readonly dataFolder: string
  /** Stops it and keeps its data. */
  halt(): Promise<void>
  /** Starts it again, on the same port and data. */
  resume(): Promise<void>
  /** Stops it and removes its data. */
  stop(): Promise<void>
}

interface Start {
  readonly host: string
  readonly dataFolder: string
  readonly port: string
  readonly withOwner: boolean
}

async function launch({
  host,
  dataFolder,
  port,
  withOwner,
}: Start): Promise<{ url: string; hub: ChildProcess }> {
  const flags = ['--host', host, '--port', port, '--data', dataFolder, '--no-mdns']
  const { ROOST_ADMIN_PASSWORD: _, ...environment } = process.env
  const hub = spawn(
    process.execPath,
    [
      join(appFolder, 'dist', 'main', 'headless.cjs'),
      ...flags,
      ...(withOwner ? ['--admin', owner.name] : []),
    ],
    {
      env: { ...environment, ...(withOwner ? { ROOST_ADMIN_PASSWORD: owner.password } : {}) },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  const [line] = z.tuple([z.string()]).parse(await once(createInterface(hub.stdout), 'line'))
  return { url: readyLine.parse(JSON.parse(line)).url, hub }
}

async function end(hub: ChildProcess): Promise<void> {
  if (hub.exitCode !== null) return
  const stopped = once(hub, 'exit')
  hub.kill('SIGTERM')
  await stopped
}

/** The hub as people start it without a window, from the built `dist/`; with an owner unless told otherwise. */
export async function startHub({ withOwner = true, host = '127.0.0.1' } = {}): Promise<HeadlessHub> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'roost-browser-'))
  let { url, hub } = await launch({ host, dataFolder, port: '0', withOwner })
  return {
    url,
    dataFolder,
    halt: () => end(hub),
    async resume() {
      ;({ url, hub } = await launch({ host, dataFolder, port: new URL(url).port, withOwner }))
    },
    async stop() {
      await end(hub)
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

/** Stops a hub that a page still asks: what was to be passed on to it then is no fault of the page. */
export async function stopUnder(page: Page, hub: HeadlessHub): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await hub.stop()
}
