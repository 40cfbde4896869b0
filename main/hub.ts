import type { Config } from './config'

/** The private door of the owner's window: a Unix socket or named pipe, and the secret its requests carry. */
export interface WindowChannel {
  readonly path: string
  /** 256 bits as hex, sent as the header `x-roost-window`. */
  readonly secret: string
}

export interface HubOptions {
  readonly config: Config
  /** Only in the desktop app. */
  readonly window?: WindowChannel
  /** The folder of the built page (index.html, assets/). */
  readonly pageFolder: string
}

export interface RunningHub {
  /** The line of cli.md, as an object. */
  readonly ready: {
    readonly event: 'ready'
    readonly url: string
    readonly lan_urls: readonly string[]
    readonly version: string
    readonly pid: number
  }
  stop(): Promise<void>
}

/** The hub could not start; `exitCode` and the message are for the person who started it (cli.md, exit status). */
export class HubStartError extends Error {
  constructor(
    message: string,
    readonly exitCode: 2 | 3 | 4,
  ) {
    super(message)
  }
}

/** Starts store and server; resolves when `GET /api/heartbeat` answers. */
export function startHub(_options: HubOptions): Promise<RunningHub> {
  return Promise.reject(new HubStartError('not built yet', 4))
}
