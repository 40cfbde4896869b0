import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { Command, CommanderError } from 'commander'
import { z } from 'zod'
import { password, username } from '../shared/api/session'

const logLevels = ['error', 'warn', 'info', 'debug'] as const

/** Everything the hub is told from outside, parsed once and frozen (cli.md). */
export interface Config {
  readonly host: string
  readonly port: number
  /** Absolute. */
  readonly dataFolder: string
  /** Nobody named the data folder: what was moved away from it is used where it is now. */
  readonly isUsualFolder?: true
  readonly libraryFolders: readonly string[]
  readonly admin: { readonly name: string; readonly password: string | null } | null
  readonly allowedHosts: readonly string[]
  readonly trustedProxies: readonly string[]
  readonly mdns: boolean
  readonly logLevel: (typeof logLevels)[number]
  /** What to do in place of serving. */
  readonly task?: Task
}

/** Work on the data folder of a hub that does not run: it is done, and the program ends. */
export type Task =
  | { readonly kind: 'verify' }
  /** `from`: a path, the name of a snapshot, or `latest`. */
  | { readonly kind: 'restore'; readonly from: string }
  | { readonly kind: 'rebuild' }

/** A flag or setting is wrong; the message says which, and what is allowed (exit status 2). */
export class ConfigError extends Error {}

/** `--help` was asked for; the message is the help text. */
export class HelpRequested extends Error {}

function repeated(value: string, previous: string[] | undefined): string[] {
  return [...(previous ?? []), value]
}

function command(): Command {
  return new Command('roost')
    .exitOverride()
    .allowExcessArguments(false)
    .configureOutput({ writeOut: () => {}, writeErr: () => {} })
    .option('--headless', 'run without a window')
    .option('--host <address>', 'address to listen on (default: 0.0.0.0)')
    .option('--port <number>', 'port; 0 takes a free one (default: 7766)')
    .option('--data <folder>', 'database, blobs, keys, logs')
    .option('--library <folder>', 'a library folder; may be repeated', repeated)
    .option('--admin <name>', 'make this owner if no person exists yet')
    .option('--allowed-host <name>', 'one more Host value to accept; may be repeated', repeated)
    .option('--trusted-proxy <cidr>', 'believe X-Forwarded-* from there; may be repeated', repeated)
    .option('--no-mdns', 'do not announce on the LAN')
    .option('--verify', 'hash every save again, put back from the backup what is damaged, and end')
    .option('--restore <copy>', 'go back to a snapshot, a backup folder or `latest`, and end')
    .option('--rebuild', 'make a lost database from what is beside the saves, and end')
    .option('--log-level <level>', 'error, warn, info or debug (default: info)')
}

const environmentHelp =
  '\nEach flag is also an environment variable, e.g. ROOST_PORT; ROOST_ADMIN_PASSWORD is only that.\n'

const cidr = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: 'an IP address or a range like 10.0.0.0/8',
})

const portNumber = { error: 'a number from 0 to 65535' }

const settings = z.object({
  host: z.union([z.ipv4(), z.ipv6(), z.literal('localhost')], { error: 'an IP address or localhost' }),
  // Only digits: Number() also takes nothing at all, and would then choose any free port.
  port: z
    .string()
    .regex(/^\d{1,5}$/, portNumber)
    .transform(Number)
    .refine((port) => port <= 65_535, portNumber),
  data: z.string().min(1, { error: 'a folder' }),
  library: z.array(z.string().min(1, { error: 'a folder' })),
  admin: z.string().nullable().transform(ownerName),
  allowedHost: z.array(z.string().regex(/^[A-Za-z0-9._-]{1,253}$/, { error: 'a host name without port' })),
  trustedProxy: z.array(cidr),
  mdns: z.boolean(),
  logLevel: z.enum(logLevels, { error: 'error, warn, info or debug' }),
})

function ownerName(given: string | null, context: z.RefinementCtx): string | null {
  if (given === null) return null
  const { success, data } = username.safeParse(given)
  if (success) return data
  context.addIssue({ code: 'custom', message: 'a name of 3 to 255 letters, digits, _ or -' })
  return z.NEVER
}

/** Where the platform keeps an application's data. */
export function defaultDataFolder(environment: NodeJS.ProcessEnv, platform = process.platform): string {
  if (platform === 'win32') {
    return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Roost')
  }
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Roost')
  // The base directory specification: one that is empty or relative is as good as not set.
  const share = environment['XDG_DATA_HOME'] ?? ''
  return join(isAbsolute(share) ? share : join(homedir(), '.local', 'share'), 'roost')
}

/**
 * Flags win over environment variables, those over defaults.
 * @param argv the arguments after the program's name.
 * @throws ConfigError, HelpRequested
 */
export function parseConfig(argv: readonly string[], environment: NodeJS.ProcessEnv): Config {
  const flags = readFlags(argv)
  const single = (flag: string, variable: string) => flags[flag] ?? environment[variable]
  // A list is a flag given several times, or a variable with commas.
  const several = (flag: string, variable: string) =>
    flags[flag] ?? environment[variable]?.split(',').filter(Boolean) ?? []
  const parsed = settings.safeParse({
    host: single('host', 'ROOST_HOST') ?? '0.0.0.0',
    port: single('port', 'ROOST_PORT') ?? '7766',
    data: single('data', 'ROOST_DATA') ?? defaultDataFolder(environment),
    library: several('library', 'ROOST_LIBRARY'),
    admin: single('admin', 'ROOST_ADMIN') ?? null,
    allowedHost: several('allowedHost', 'ROOST_ALLOWED_HOST'),
    trustedProxy: several('trustedProxy', 'ROOST_TRUSTED_PROXY'),
    mdns: flags['mdns'] !== false && !isTrue(environment['ROOST_NO_MDNS']),
    logLevel: single('logLevel', 'ROOST_LOG_LEVEL') ?? 'info',
  })
  if (!parsed.success) throw explain(parsed.error, flags)
  const { data, library, admin, allowedHost, trustedProxy, ...rest } = parsed.data
  const adminPassword = environment['ROOST_ADMIN_PASSWORD'] ?? null
  if (admin !== null && adminPassword !== null && !password.safeParse(adminPassword).success) {
    throw new ConfigError('ROOST_ADMIN_PASSWORD is wrong: it needs 6 to 255 characters')
  }
  const task = taskOf(flags)
  return Object.freeze({
    ...rest,
    ...(single('data', 'ROOST_DATA') === undefined ? { isUsualFolder: true as const } : {}),
    ...(task ? { task } : {}),
    dataFolder: resolve(data),
    libraryFolders: library.map((folder) => resolve(folder)),
    admin: admin === null ? null : { name: admin, password: adminPassword },
    allowedHosts: allowedHost.map((name) => name.toLowerCase()),
    trustedProxies: trustedProxy,
  })
}

/**
 * The same for a program with a window, which serves and does nothing else.
 * @throws ConfigError, HelpRequested
 */
export function parseWindowConfig(argv: readonly string[], environment: NodeJS.ProcessEnv): Config {
  const config = parseConfig(argv, environment)
  if (!config.task) return config
  throw new ConfigError('--verify, --restore and --rebuild work without the window: npm run serve -- …')
}

/** Only flags: a variable would do it again at every start. */
function taskOf({ verify, restore, rebuild }: Record<string, unknown>): Task | null {
  const tasks: Task[] = []
  if (verify === true) tasks.push({ kind: 'verify' })
  if (typeof restore === 'string') tasks.push({ kind: 'restore', from: restore })
  if (rebuild === true) tasks.push({ kind: 'rebuild' })
  const [task, ...others] = tasks
  if (others.length > 0) throw new ConfigError('--verify, --restore and --rebuild go one at a time')
  return task ?? null
}

function readFlags(argv: readonly string[]): Record<string, unknown> {
  const program = command()
  try {
    return program.parse([...argv], { from: 'user' }).opts()
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.code === 'commander.helpDisplayed') {
      throw new HelpRequested(program.helpInformation() + environmentHelp)
    }
    throw new ConfigError(`${error.message.replace(/^error: /, '')}\n\n${program.helpInformation()}`)
  }
}

function isTrue(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false', 'no'].includes(value.toLowerCase())
}

/** Each by the name it was given: as a flag, or as a variable. */
function explain(error: z.ZodError, flags: Record<string, unknown>): ConfigError {
  const lines = error.issues.map((issue) => {
    const setting = String(issue.path[0] ?? '')
    const words = setting.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    const name =
      flags[setting] === undefined ? `ROOST_${words.replaceAll('-', '_').toUpperCase()}` : `--${words}`
    return `${name} is wrong: it takes ${issue.message}`
  })
  return new ConfigError([...new Set(lines)].join('\n'))
}
