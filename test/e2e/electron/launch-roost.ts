import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, expect } from '@playwright/test'
import type { ElectronApplication, Page } from '@playwright/test'
import { appFolder, electronPath } from './electron-path'

export interface LaunchOptions {
  /** Flags for Roost beside the ones every test needs. */
  readonly flags?: readonly string[]
  /** Off the content security policy, to prove that the guards behind it hold alone. */
  readonly bypassCSP?: boolean
  /** Instead of a new one; it is not removed then. */
  readonly dataFolder?: string
  /** The folder that is used when none is named, in a home of its own. */
  readonly inUsualFolder?: boolean
  readonly env?: Readonly<Record<string, string>>
}

export interface Roost {
  readonly app: ElectronApplication
  readonly page: Page
  /** Where handhelds reach the hub. */
  readonly url: string
  /** Removed by {@link close}. */
  readonly folder: string
  readonly dataFolder: string
  /** What the main process has written to standard error so far. */
  readonly log: () => string
  /** The exit status, once there is one. */
  readonly exited: Promise<number | null>
  /** Quits, also when it has quit already; answers the exit status. */
  close(): Promise<number | null>
}

/** A window, whatever became of its hub. */
export type RoostWindow = Omit<Roost, 'url'>

/** Starts Roost on real Electron with data of its own, and waits for window and hub. */
export async function launchRoost(options: LaunchOptions = {}): Promise<Roost> {
  const window = await launchWindow(options)
  return { ...window, url: await readyUrl(window.folder) }
}

/** Starts Roost, and waits for its window alone. */
export async function launchWindow(options: LaunchOptions = {}): Promise<RoostWindow> {
  const folder = mkdtempSync(join(tmpdir(), 'roost-e2e-'))
  const dataFolder = options.inUsualFolder
    ? join(folder, 'share', 'roost')
    : (options.dataFolder ?? join(folder, 'data'))
  const runtimeFolder = join(folder, 'run')
  mkdirSync(runtimeFolder, { mode: 0o700 })
  const app = await _electron.launch({
    executablePath: loggingElectron(folder),
    args: [
      appFolder,
      ...(options.inUsualFolder ? networkFlags : roostFlags(dataFolder)),
      ...(options.flags ?? []),
    ],
    env: {
      ...plainEnvironment(),
      CI: 'true',
      HOME: folder,
      XDG_DATA_HOME: join(folder, 'share'),
      XDG_RUNTIME_DIR: runtimeFolder,
      ...options.env,
    },
    cwd: folder,
    bypassCSP: options.bypassCSP ?? false,
  })
  const exited = new Promise<number | null>((resolve) => app.process().once('exit', resolve))
  const page = await app.firstWindow()
  return {
    app,
    page,
    folder,
    dataFolder,
    log: () => readFileSync(join(folder, 'stderr'), 'utf8'),
    exited,
    close: async () => {
      await app.close()
      const status = await exited
      rmSync(folder, { recursive: true, force: true })
      return status
    },
  }
}

/** Nothing fixed, nothing announced. */
const networkFlags = ['--host', '127.0.0.1', '--port', '0', '--no-mdns'] as const

/** A hub for one test, with nobody else's data. */
export function roostFlags(dataFolder: string): string[] {
  return [...networkFlags, '--data', dataFolder]
}

/** This process's environment without what would speak to Roost or Electron. */
export function plainEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && !/^(ROOST_|NODE_OPTIONS|ELECTRON_|DBUS_SESSION_BUS_ADDRESS)/.test(entry[0]),
    ),
  )
}

/**
 * Playwright reads the child's standard output before a test can, so a wrapper writes both outputs to files;
 * standard error goes on to Playwright, which waits for the debugger's line there.
 */
function loggingElectron(folder: string): string {
  const wrapper = join(folder, 'electron.sh')
  writeFileSync(
    wrapper,
    `#!/bin/bash\nexec '${electronPath()}' "$@" >'${folder}/stdout' 2> >(exec tee '${folder}/stderr' >&2)\n`,
  )
  chmodSync(wrapper, 0o755)
  return wrapper
}

async function readyUrl(folder: string): Promise<string> {
  const output = (): string => readFileSync(join(folder, 'stdout'), 'utf8')
  await expect.poll(output, { message: 'the ready line' }).toMatch(/\n$/)
  const ready: unknown = JSON.parse(output())
  expect(ready).toMatchObject({ event: 'ready', url: expect.stringMatching(/^http:\/\//) })
  return (ready as { url: string }).url
}
