import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import {
  ConfigError,
  HelpRequested,
  defaultDataFolder,
  parseConfig,
  parseWindowConfig,
} from '../../../main/config'

test('without flags the defaults of the command line hold', () => {
  expect(parseConfig([], { XDG_DATA_HOME: '/data' })).toMatchObject({
    host: '0.0.0.0',
    port: 7766,
    libraryFolders: [],
    admin: null,
    allowedHosts: [],
    trustedProxies: [],
    mdns: true,
    logLevel: 'info',
  })
})

test('every flag is read', () => {
  const flags =
    '--headless --host 127.0.0.1 --port 0 --data x --library a --library b --admin Kim --allowed-host Hub.example ' +
    '--trusted-proxy 10.0.0.0/8 --trusted-proxy ::1 --no-mdns --log-level debug'
  expect(parseConfig(flags.split(' '), { ROOST_ADMIN_PASSWORD: 'correct horse' })).toEqual({
    host: '127.0.0.1',
    port: 0,
    dataFolder: resolve('x'),
    libraryFolders: [resolve('a'), resolve('b')],
    admin: { name: 'kim', password: 'correct horse' },
    allowedHosts: ['hub.example'],
    trustedProxies: ['10.0.0.0/8', '::1'],
    mdns: false,
    logLevel: 'debug',
  })
})

test('every flag is an environment variable too, and the flag wins', () => {
  const environment = {
    ROOST_HOST: '127.0.0.1',
    ROOST_PORT: '1',
    ROOST_DATA: 'x',
    ROOST_LIBRARY: 'a,b',
    ROOST_ADMIN: 'kim',
    ROOST_ALLOWED_HOST: 'one,two',
    ROOST_TRUSTED_PROXY: '::1',
    ROOST_NO_MDNS: '1',
    ROOST_LOG_LEVEL: 'warn',
  }
  expect(parseConfig(['--port', '2'], environment)).toMatchObject({
    host: '127.0.0.1',
    port: 2,
    dataFolder: resolve('x'),
    libraryFolders: [resolve('a'), resolve('b')],
    admin: { name: 'kim', password: null },
    allowedHosts: ['one', 'two'],
    trustedProxies: ['::1'],
    mdns: false,
    logLevel: 'warn',
  })
})

test.each([
  [['--port', '70000'], /--port is wrong: it takes a number from 0 to 65535/],
  [['--port', 'x'], /--port is wrong/],
  [['--port', '1.5'], /--port is wrong/],
  [['--host', 'evil.example'], /--host is wrong: it takes an IP address or localhost/],
  [['--port', ''], /--port is wrong/],
  [['--port', '1e3'], /--port is wrong/],
  [['--port', '0x50'], /--port is wrong/],
  [
    ['--trusted-proxy', 'everybody'],
    /--trusted-proxy is wrong: it takes an IP address or a range like 10\.0\.0\.0\/8/,
  ],
  [['--allowed-host', 'a:1'], /--allowed-host is wrong: it takes a host name without port/],
  [['--log-level', 'all'], /--log-level is wrong: it takes error, warn, info or debug/],
  [['--admin', 'a b'], /^--admin is wrong: it takes a name of 3 to 255 letters, digits, _ or -$/],
  [['--admin', ''], /^--admin is wrong: it takes a name of 3 to 255 letters, digits, _ or -$/],
  [['--color'], /unknown option '--color'/],
  [['--port'], /argument missing/],
  [['extra'], /too many arguments/],
])('%j is refused in words', (flags, words) => {
  expect(() => parseConfig(flags, {})).toThrow(ConfigError)
  expect(() => parseConfig(flags, {})).toThrow(words)
})

test.each([
  [{ ROOST_PORT: 'x' }, 'ROOST_PORT is wrong: it takes a number from 0 to 65535'],
  [{ ROOST_PORT: '' }, 'ROOST_PORT is wrong: it takes a number from 0 to 65535'],
  [{ ROOST_ALLOWED_HOST: 'a,b:1' }, 'ROOST_ALLOWED_HOST is wrong: it takes a host name without port'],
  [{ ROOST_LOG_LEVEL: 'loud' }, 'ROOST_LOG_LEVEL is wrong: it takes error, warn, info or debug'],
])('%j is refused by the name it was given', (environment, words) => {
  expect(() => parseConfig([], environment)).toThrow(words)
})

test('a flag that is wrong is named though the variable beside it is fine', () => {
  expect(() => parseConfig(['--port', 'x'], { ROOST_PORT: '80' })).toThrow('--port is wrong')
})

test('a password too long to be one is refused without repeating it', () => {
  const start = (length: number) =>
    parseConfig(['--admin', 'kim'], { ROOST_ADMIN_PASSWORD: 'x'.repeat(length) })
  expect(() => start(256)).toThrow('ROOST_ADMIN_PASSWORD is wrong: it needs 6 to 255 characters')
  expect(start(255).admin?.password).toHaveLength(255)
})

test('a password too short to be one is refused without repeating it', () => {
  const start = () => parseConfig(['--admin', 'kim'], { ROOST_ADMIN_PASSWORD: 'abc' })
  expect(start).toThrow('ROOST_ADMIN_PASSWORD is wrong: it needs 6 to 255 characters')
})

test('help is an answer, not an error', () => {
  expect(() => parseConfig(['--help'], {})).toThrow(HelpRequested)
  expect(() => parseConfig(['--help'], {})).toThrow('--trusted-proxy')
  expect(() => parseConfig(['--help'], {})).toThrow('Each flag is also an environment variable')
})

test.each([
  ['linux', { XDG_DATA_HOME: '/share' }, '/share/roost'],
  // The base directory specification: empty or relative is as good as not set.
  ['linux', { XDG_DATA_HOME: '' }, join(homedir(), '.local', 'share', 'roost')],
  ['linux', { XDG_DATA_HOME: 'share' }, join(homedir(), '.local', 'share', 'roost')],
  ['win32', { APPDATA: '/roaming' }, '/roaming/Roost'],
] as const)('data goes where %s keeps it', (platform, environment, folder) => {
  expect(defaultDataFolder(environment, platform)).toBe(folder)
})

test('work on a stopped hub is asked for by flags, one at a time, and not of a window', () => {
  expect(parseConfig(['--verify'], {}).task).toEqual({ kind: 'verify' })
  expect(parseConfig(['--restore', 'latest'], {}).task).toEqual({ kind: 'restore', from: 'latest' })
  expect(parseConfig(['--rebuild'], {}).task).toEqual({ kind: 'rebuild' })
  expect(
    parseConfig([], { ROOST_REBUILD: '1', ROOST_RESTORE: 'latest', ROOST_VERIFY: '1' }).task,
  ).toBeUndefined()
  expect(() => parseConfig(['--verify', '--rebuild'], {})).toThrow(/one at a time/)
  expect(() => parseConfig(['--restore'], {})).toThrow(ConfigError)
  expect(() => parseWindowConfig(['--rebuild'], {})).toThrow(/without the window/)
  expect(parseWindowConfig([], {}).port).toBe(7766)
})
