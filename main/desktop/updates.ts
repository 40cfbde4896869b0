import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { UpdateState } from '../../shared/ipc'
import type { DesktopLog } from './log'

/** What is used of electron-updater's updater. */
export interface Updater {
  updateConfigPath: string | null
  autoDownload: boolean
  autoInstallOnAppQuit: boolean
  on(
    event: 'update-available' | 'update-not-available' | 'update-downloaded',
    listener: (info: Found) => void,
  ): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  checkForUpdates(): Promise<unknown>
  quitAndInstall(): void
}

interface Found {
  readonly version: string
}

/**
 * The feed named by `ROOST_UPDATE_FEED`: a folder on a web server as electron-builder's "generic" provider expects it.
 *
 * @returns null while none is configured: Roost then asks nobody
 * @throws when it is no https address; plain http only on this machine
 */
export function updateFeed(env: NodeJS.ProcessEnv): string | null {
  const given = env['ROOST_UPDATE_FEED'] ?? ''
  if (given === '') return null
  const url = URL.canParse(given) ? new URL(given) : null
  const isLocal = url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url === null || (url.protocol !== 'https:' && !isLocal)) {
    throw new Error('ROOST_UPDATE_FEED must be an https:// address')
  }
  return url.href
}

/** Looks for updates when a person asks and a feed is configured; installs only when a person says so. */
export class Updates {
  private state: UpdateState
  private updater: Promise<Updater> | null = null

  /** @param load loads electron-updater, which nobody needs while there is no feed */
  constructor(
    private readonly feed: string | null,
    private readonly folder: string,
    private readonly load: () => Promise<Updater>,
    private readonly log: DesktopLog,
  ) {
    this.state = { state: feed === null ? 'off' : 'idle', version: null }
  }

  get current(): UpdateState {
    return this.state
  }

  async check(): Promise<UpdateState> {
    const busy = ['checking', 'downloading', 'ready'].includes(this.state.state)
    if (this.feed === null || busy) return this.state
    this.state = { state: 'checking', version: null }
    try {
      this.updater ??= this.prepare(this.feed)
      const updater = await this.updater
      await updater.checkForUpdates()
    } catch (error) {
      this.fail(error)
    }
    return this.state
  }

  /** Quits into the new version, once it is downloaded. */
  async install(): Promise<void> {
    if (this.state.state !== 'ready') return
    const updater = await this.updater
    updater?.quitAndInstall()
  }

  private async prepare(feed: string): Promise<Updater> {
    const updater = await this.load()
    // Its configuration is a YAML file, and JSON is YAML.
    const file = join(this.folder, 'update-feed.yml')
    writeFileSync(
      file,
      JSON.stringify({ provider: 'generic', url: feed, updaterCacheDirName: 'roost-updater' }),
    )
    updater.updateConfigPath = file
    updater.autoDownload = true
    updater.autoInstallOnAppQuit = false
    updater.on('update-available', ({ version }) => {
      this.state = { state: 'downloading', version }
    })
    updater.on('update-not-available', () => {
      this.state = { state: 'idle', version: null }
    })
    updater.on('update-downloaded', ({ version }) => {
      this.state = { state: 'ready', version }
    })
    updater.on('error', (error) => this.fail(error))
    return updater
  }

  private fail(error: unknown): void {
    this.log.warn({ problem: error instanceof Error ? error.message : String(error) }, 'no update to be had')
    this.state = { state: 'failed', version: null }
  }
}
