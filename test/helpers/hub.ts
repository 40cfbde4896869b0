import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../../main/config'
import { type HubOptions, type RunningHub, startHub } from '../../main/hub'
import { createLog } from '../../main/log'
import { lookLater } from './complaints'
import { contractProblem } from './contract-check'
import { watchExchanges } from './exchanges'
import { SecretSearch } from './secret-search'
import { sameThreadHasher, TestWatcher } from './library'
import { addPerson, quickHasher, type NewTestPerson } from './people'
import { TestClock } from './test-clock'
import { TestDisk } from './test-disk'
import { windowFetch } from './window-fetch'

export { TestClock }

export interface TestHub {
  readonly url: string
  readonly clock: TestClock
  /** As large and as full as the test says. */
  readonly disk: TestDisk
  /** Says when a library folder changed. */
  readonly watcher: TestWatcher
  readonly dataFolder: string
  /** Asks as the owner's window. */
  windowFetch(path: string, init?: RequestInit): Promise<Response>
  /** Everything logged so far. */
  logs(): string
  /** The secrets that passed so far. `stop` throws if one is where it must not be. */
  readonly secrets: SecretSearch
  readonly people: { add(name: string, options?: NewTestPerson): Promise<{ id: number; username: string }> }
  /**
   * Stops and starts again on the same data folder; the port changes, the clock goes on.
   * @param meanwhile done while nobody holds the data folder.
   */
  restart(meanwhile?: () => Promise<void>): Promise<void>
  stop(): Promise<void>
}

export interface TestHubOptions {
  readonly config?: Partial<Config>
  readonly ownerPassword?: string
  /** Without it time is the test's own. */
  readonly clock?: TestClock
  /** Other ports than the usual ones. */
  readonly ports?: Pick<HubOptions, 'files' | 'store' | 'patience' | 'adapters' | 'mostHeldBytes'>
}

/** A real hub on a free port with a data folder of its own. The owner is `owner`, with the password `correct horse`. */
export async function startTestHub(options: TestHubOptions = {}): Promise<TestHub> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-test-'))
  const dataFolder = join(folder, 'data')
  const clock = options.clock ?? new TestClock()
  const lines: string[] = []
  const log = createLog('debug', { write: (line) => lines.push(line) })
  const config: Config = {
    host: '127.0.0.1',
    port: 0,
    dataFolder,
    libraryFolders: [],
    admin: { name: 'owner', password: options.ownerPassword ?? 'correct horse' },
    allowedHosts: [],
    trustedProxies: [],
    mdns: false,
    logLevel: 'debug',
    ...options.config,
  }
  const channel = { path: join(folder, 'window.sock'), secret: randomBytes(32).toString('hex') }
  const watcher = new TestWatcher()
  const disk = new TestDisk()
  const start = () =>
    startHub({
      config,
      log,
      clock,
      hasher: quickHasher,
      fileHasher: sameThreadHasher,
      watcher,
      disk: { measure: disk.measure },
      window: channel,
      pageFolder: join(folder, 'page'),
      ...options.ports,
    })
  let hub: RunningHub = await start()
  const isOwn = (server: Server) => {
    const address = server.address()
    return typeof address === 'string'
      ? address === channel.path
      : address?.port === Number(new URL(hub.ready.url).port)
  }
  const secrets = new SecretSearch()
  secrets.add('the secret of the window', channel.secret)
  if (config.admin?.password) secrets.add('a password', config.admin.password)
  const unwatch = watchExchanges(isOwn, (exchange) => {
    lookLater(() => contractProblem(exchange))
    secrets.learn(exchange)
  })
  return {
    get url() {
      return hub.ready.url
    },
    clock,
    disk,
    watcher,
    dataFolder,
    windowFetch: (path, init) => windowFetch(channel, path, init),
    logs: () => lines.join(''),
    secrets,
    people: { add: (name, person) => addPerson(join(dataFolder, 'roost.sqlite'), name, person) },
    async restart(meanwhile = () => Promise.resolve()) {
      await hub.stop()
      await meanwhile()
      hub = await start()
    },
    async stop() {
      await hub.stop()
      unwatch()
      const found = await secrets.found(lines.join(''), config.dataFolder)
      await rm(folder, { recursive: true, force: true })
      if (found.length > 0) throw new Error(`A secret is where it must not be: ${found.join('; ')}`)
    },
  }
}
