import { hostname } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { toString as drawQr } from 'qrcode'
import { profileOf } from './client-profiles'
import type { Identity } from './handheld'
import { fleet } from './fleet-command'
import { pair, type ExitStatus, type Terminal } from './pair-command'

interface HubFlags {
  readonly url: string
}

interface PairFlags {
  readonly name?: string
  readonly client: string
  readonly platform?: string
  readonly clientVersion?: string
  readonly identifier?: string
  readonly scopes?: readonly string[]
  readonly showToken: boolean
}

function originOf(value: string): string {
  const address = URL.canParse(value) ? new URL(value) : null
  if (address === null || (address.protocol !== 'http:' && address.protocol !== 'https:')) {
    throw new InvalidArgumentError('It looks like http://192.168.1.20:7766, as on the Home screen.')
  }
  return address.origin
}

function wordsOf(value: string): readonly string[] {
  const words = value.split(/[\s,]+/).filter((word) => word !== '')
  if (words.length === 0) throw new InvalidArgumentError('Name at least one scope, e.g. "me.read".')
  return words
}

interface FleetFlags {
  readonly devices: number
  readonly minutes: number
  readonly seed?: number
  readonly as?: string
}

function numberUpTo(most: number) {
  return (value: string): number => {
    const number = Number(value)
    if (!(number > 0) || number > most) throw new InvalidArgumentError(`A number up to ${most}.`)
    return number
  }
}

/** The password is never a flag: flags are seen by everybody on this computer. */
function personOf(name: string | undefined): { name: string; password: string } | null {
  if (name === undefined) return null
  const password = process.env['ROOST_PASSWORD']
  if (password === undefined) throw new InvalidArgumentError('--as takes the password from ROOST_PASSWORD.')
  return { name, password }
}

function identityOf(flags: PairFlags): Identity {
  const profile = profileOf(flags.client)
  const name = flags.name ?? `Pretend handheld on ${hostname()}`
  return {
    profile,
    name,
    // The same name on the same computer is the same handheld again, as a real one would be.
    identifier: flags.identifier ?? profile.identifier(`${hostname()}\n${profile.client}\n${name}`),
    ...(flags.scopes === undefined ? {} : { scopes: flags.scopes }),
    ...(flags.platform === undefined ? {} : { platform: flags.platform }),
    ...(flags.clientVersion === undefined ? {} : { clientVersion: flags.clientVersion }),
  }
}

const terminal: Terminal = {
  write: (line) => void process.stdout.write(`${line}\n`),
  drawQr: (text) =>
    process.stdout.isTTY
      ? drawQr(text, { type: 'terminal', small: true, errorCorrectionLevel: 'L' })
      : drawQr(text, { type: 'utf8', errorCorrectionLevel: 'L' }),
}

/** Reads the flags, does what they say, and tells how the process should end. */
export async function run(argv: readonly string[], signal: AbortSignal): Promise<ExitStatus> {
  let status: ExitStatus = 2
  const program = new Command('npm run simulate --')
    .description('Plays a pretend handheld against a running hub.')
    .requiredOption('--url <address>', 'the hub, e.g. http://192.168.1.20:7766', originOf)
    .exitOverride()
  program
    .command('pair', { isDefault: true })
    .description('Asks to be paired, waits for the decision, and tries the token out.')
    .option('--name <text>', 'the name people see')
    .option('--client <name>', 'grout, argosy, or any other name', 'grout')
    .option('--platform <text>', 'what the handheld runs')
    .option('--client-version <text>', 'the version the client says it has')
    .option('--identifier <text>', 'what tells this handheld from others; the same one is the same device')
    .option('--scopes <words>', 'scope words to ask for, instead of those of the client', wordsOf)
    .option('--show-token', 'print the token, to use it with curl', false)
    .exitOverride()
    .action(async (flags: PairFlags) => {
      const { url } = program.opts<HubFlags>()
      const options = { origin: url, identity: identityOf(flags), showToken: flags.showToken }
      status = await pair(options, surroundings, terminal, signal)
    })
  program
    .command('fleet')
    .description('Plays a house full of handhelds with wrong clocks, bad networks and empty batteries.')
    .option('--devices <number>', 'how many handhelds', numberUpTo(100), 20)
    .option('--minutes <number>', 'how long they play', numberUpTo(24 * 60), 60)
    .option('--seed <number>', 'the same seed plays the same games', numberUpTo(2 ** 32))
    .option(
      '--as <person>',
      'who lets them in, with the password in ROOST_PASSWORD; else approve each in the window',
    )
    .exitOverride()
    .action(async ({ devices, minutes, seed = Math.ceil(Math.random() * 1e6), as }: FleetFlags) => {
      const { url: origin } = program.opts<HubFlags>()
      const options = { origin, devices: Math.ceil(devices), minutes, seed, person: personOf(as) }
      status = await fleet(options, surroundings, terminal, signal)
    })
  try {
    await program.parseAsync(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? 0 : 2
  }
  return status
}

const surroundings = {
  fetch: (address: string, init: RequestInit) => fetch(address, init),
  sleep: (milliseconds: number, signal: AbortSignal) => wait(milliseconds, undefined, { signal }),
  now: () => performance.now(),
}

const interruption = new AbortController()
process.once('SIGINT', () => interruption.abort())
process.once('SIGTERM', () => interruption.abort())

run(process.argv.slice(2), interruption.signal).then(
  (status) => {
    process.exitCode = status
  },
  (error: unknown) => {
    process.stderr.write(`The simulator failed: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  },
)
