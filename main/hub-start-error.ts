import { say } from '../shared/sentences/say'
import type { TakenPort } from '../shared/ipc'
import type { Config } from './config'
import { readHubAddress } from './hub-address'
import { portOwner } from './platform/port-owner'
import { asUnusable, StoreUnusable } from './store/store-unusable'

interface Circumstances {
  /** Where the hub answers that has the data folder open, when it does. */
  readonly otherHub: string | null
  /** The port that another program has, and which one that is, as far as the system tells. */
  readonly takenPort: TakenPort | null
  /** Whether the database is damaged, so that another one can be put in its place. */
  readonly isDamaged: boolean
}

/** The hub could not start; `exitCode` and the message are for the person who started it (cli.md, exit status). */
export class HubStartError extends Error {
  readonly otherHub: string | null
  readonly takenPort: TakenPort | null
  readonly isDamaged: boolean

  constructor(
    message: string,
    readonly exitCode: 2 | 3 | 4,
    {
      cause,
      otherHub = null,
      takenPort = null,
      isDamaged = false,
    }: Partial<Circumstances> & ErrorOptions = {},
  ) {
    super(message, { cause })
    this.otherHub = otherHub
    this.takenPort = takenPort
    this.isDamaged = isDamaged
  }
}

/** What a failed start means for the person who started it; anything unexpected is passed on as it is. */
export async function startErrorFrom(error: unknown, config: Config): Promise<unknown> {
  if (error instanceof StoreUnusable) {
    const otherHub = error.reason === 'locked' ? await readHubAddress(config.dataFolder) : null
    return new HubStartError(error.message, 4, {
      cause: error,
      otherHub,
      isDamaged: error.reason === 'damaged',
    })
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'EADDRINUSE':
      return portTaken(error, config.port)
    case 'EACCES':
      return isOfListening(error)
        ? new HubStartError(say('start.portForbidden', { port: config.port }), 3)
        : startErrorFrom(asUnusable(error, config.dataFolder), config)
    case 'EADDRNOTAVAIL':
      return new HubStartError(say('start.hostUnknown', { host: config.host }), 2)
    default:
      return error
  }
}

/** A file that may not be touched has the same code as a port. */
function isOfListening(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'listen'
}

/** People and handhelds were told this port, so it is never left for another one silently (design section 9). */
async function portTaken(cause: unknown, port: number): Promise<HubStartError> {
  const owner = await portOwner(port)
  const program = owner?.name ?? null
  const pid = owner?.pid ?? null
  const who =
    pid === null
      ? 'another program'
      : program === null
        ? `the process ${pid}`
        : `${JSON.stringify(program)} (process ${pid})`
  const message = `Port ${port} is taken by ${who}. Close it, or choose another port with --port. Every save is as it was.`
  return new HubStartError(message, 3, { cause, takenPort: { port, program, pid } })
}
