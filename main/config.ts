import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { Command, CommanderError, Option } from 'commander'
import { z } from 'zod'
import { username } from '../shared/api/session'

const logLevels = ['error', 'warn', 'info', 'debug'] as const

/** Everything the hub is told from outside, parsed once and frozen (cli.md). */
export interface Config {
  readonly host: string
  readonly port: number
  /** Absolute. */
  readonly dataFolder: string
  readonly libraryFolders: readonly string[]
  readonly admin: { readonly name: string; readonly password: string | null } | null
  readonly allowedHosts: readonly string[]
  readonly trustedProxies: readonly string[]
  readonly mdns: boolean
  readonly logLevel: (typeof logLevels)[number]
}

/** A flag or setting is wrong; the message says which, and what is allowed (exit status 2). */
export class ConfigError extends Error {}

/** `--help` was asked for; the message is the help text. */
export class HelpRequested extends Error {}

const list = (name: string) => (value: string, previous: string[] | undefined) => [
  ...(previous ?? []),
  ...(name === 'flag' ? [value] : value.split(',').filter(Boolean)),
]

function command(): Command {
  const repeated = list('flag')
  return new Command('roost')
    .exitOverride()
    .allowExcessArguments(false)
    .configureOutput({ writeOut: () => {}, writeErr: () => {} })
    .addOption(new Option('--headless', 'run without a window'))
    .addOption(new Option('--host <address>', 'address to listen on').env('ROOST_HOST').default('0.0.0.0'))
    .addOption(new Option('--port <number>', 'port; 0 takes a free one').env('ROOST_PORT').default('7766'))
    .addOption(new Option('--data <folder>', 'database, blobs, keys, logs').env('ROOST_DATA'))
    .addOption(new Option('--library <folder>', 'a library folder; may be repeated').argParser(repeated))
    .addOption(new Option('--admin <name>', 'make this owner if no person exists yet').env('ROOST_ADMIN'))
    .addOption(
      new Option('--allowed-host <name>', 'one more Host value to accept; may be repeated').argParser(
        repeated,
      ),
    )
    .addOption(
      new Option('--trusted-proxy <cidr>', 'believe X-Forwarded-* from there; may be repeated').argParser(
        repeated,
      ),
    )
    .addOption(new Option('--no-mdns', 'do not announce on the LAN'))
    .addOption(
      new Option('--log-level <level>', 'error, warn, info or debug').env('ROOST_LOG_LEVEL').default('info'),
    )
}

const cidr = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])

const settings = z.object({
  host: z.union([z.ipv4(), z.ipv6(), z.literal('localhost')], { error: 'an IP address or localhost' }),
  port: z.coerce
    .number({ error: 'a number from 0 to 65535' })
    .int()
    .min(0, { error: 'a number from 0 to 65535' })
    .max(65_535, { error: 'a number from 0 to 65535' }),
  data: z.string().min(1, { error: 'a folder' }),
  library: z.array(z.string().min(1, { error: 'a folder' })),
  admin: username.nullable(),
  allowedHost: z.array(z.string().regex(/^[A-Za-z0-9._-]{1,253}$/, { error: 'a host name without port' })),
  trustedProxy: z.array(cidr),
  mdns: z.boolean(),
  logLevel: z.enum(logLevels, { error: 'error, warn, info or debug' }),
})

/** `ROOST_LIBRARY=a,b` and friends: lists that are flags given several times. */
function fromEnvironment(environment: NodeJS.ProcessEnv, name: string): string[] | undefined {
  const value = environment[name]
  return value === undefined ? undefined : list('environment')(value, undefined)
}

/** Where the platform keeps an application's data. */
export function defaultDataFolder(environment: NodeJS.ProcessEnv, platform = process.platform): string {
  if (platform === 'win32') {
    return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Roost')
  }
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Roost')
  return join(environment['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'roost')
}

/**
 * Flags win over environment variables, those over defaults.
 * @param argv the arguments after the program's name.
 * @throws ConfigError, HelpRequested
 */
export function parseConfig(argv: readonly string[], environment: NodeJS.ProcessEnv): Config {
  const options = readFlags(argv)
  const parsed = settings.safeParse({
    host: options['host'],
    port: options['port'],
    data: options['data'] ?? defaultDataFolder(environment),
    library: options['library'] ?? fromEnvironment(environment, 'ROOST_LIBRARY') ?? [],
    admin: options['admin'] ?? null,
    allowedHost: options['allowedHost'] ?? fromEnvironment(environment, 'ROOST_ALLOWED_HOST') ?? [],
    trustedProxy: options['trustedProxy'] ?? fromEnvironment(environment, 'ROOST_TRUSTED_PROXY') ?? [],
    mdns: options['mdns'] !== false && !isTrue(environment['ROOST_NO_MDNS']),
    logLevel: options['logLevel'],
  })
  if (!parsed.success) throw explain(parsed.error)
  const { data, library, admin, allowedHost, trustedProxy, ...rest } = parsed.data
  const password = environment['ROOST_ADMIN_PASSWORD'] ?? null
  if (admin !== null && password !== null && password.length < 6) {
    throw new ConfigError('ROOST_ADMIN_PASSWORD is wrong: it needs 6 to 255 characters')
  }
  return Object.freeze({
    ...rest,
    dataFolder: resolve(data),
    libraryFolders: library.map((folder) => resolve(folder)),
    admin: admin === null ? null : { name: admin, password },
    allowedHosts: allowedHost.map((name) => name.toLowerCase()),
    trustedProxies: trustedProxy,
  })
}

function readFlags(argv: readonly string[]): Record<string, unknown> {
  const program = command()
  try {
    return program.parse([...argv], { from: 'user' }).opts()
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.code === 'commander.helpDisplayed') throw new HelpRequested(program.helpInformation())
    throw new ConfigError(`${error.message.replace(/^error: /, '')}\n\n${program.helpInformation()}`)
  }
}

function isTrue(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false', 'no'].includes(value.toLowerCase())
}

function explain(error: z.ZodError): ConfigError {
  const lines = error.issues.map((issue) => {
    const name = String(issue.path[0] ?? '').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    return `--${name} is wrong: it takes ${issue.message}`
  })
  return new ConfigError(lines.join('\n'))
}
