import type { Config } from './config'
import { readHubAddress } from './hub-address'
import { StoreUnusable } from './store/store-unusable'

/** The hub could not start; `exitCode` and the message are for the person who started it (cli.md, exit status). */
export class HubStartError extends Error {
  constructor(
    message: string,
    readonly exitCode: 2 | 3 | 4,
    options?: ErrorOptions,
    /** Where the hub answers that has the data folder open, when it does. */
    readonly otherHub: string | null = null,
  ) {
    super(message, options)
  }
}

/** What a failed start means for the person who started it; anything unexpected is passed on as it is. */
export async function startErrorFrom(error: unknown, config: Config): Promise<unknown> {
  if (error instanceof StoreUnusable) {
    const otherHub = error.reason === 'locked' ? await readHubAddress(config.dataFolder) : null
    return new HubStartError(error.message, 4, { cause: error }, otherHub)
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'EADDRINUSE':
      return new HubStartError(
        `Port ${config.port} is taken by another program. Close it, or choose another port with --port. Nothing was changed.`,
        3,
      )
    case 'EACCES':
      return new HubStartError(
        `Port ${config.port} may not be used by this account. Choose one above 1023 with --port. Nothing was changed.`,
        3,
      )
    case 'EADDRNOTAVAIL':
      return new HubStartError(
        `--host ${config.host} is not an address of this machine. Use 0.0.0.0 for all of its addresses.`,
        2,
      )
    default:
      return error
  }
}
