import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { busPaths, isNameOwned } from '../../../main/desktop/session-bus'
import { hasTray } from '../../../main/desktop/tray-presence'
import { type SessionBus, startSessionBus, whyNoSessionBus } from '../../helpers/session-bus'

const bus = 'org.freedesktop.DBus'
const watcher = 'org.kde.StatusNotifierWatcher'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-bus-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('where the session bus is', () => {
  it.each([
    ['a path', 'unix:path=/run/user/1000/bus', ['/run/user/1000/bus']],
    ['a path beside a number', 'unix:path=/tmp/dbus-x,guid=12ab', ['/tmp/dbus-x']],
    ['several, one escaped', 'unix:abstract=/tmp/a;unix:path=/tmp/b%20c', ['/tmp/b c']],
    ['none with a file', 'tcp:host=localhost,port=1', []],
  ])('%s', (_name, address, paths) => {
    expect(busPaths({ DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: '/run/user/1' })).toEqual(paths)
  })

  it('in the runtime folder when nothing else is said', () => {
    expect(busPaths({ XDG_RUNTIME_DIR: '/run/user/1' })).toEqual([join('/run/user/1', 'bus')])
    expect(busPaths({})).toEqual([])
  })
})

describe.runIf(whyNoSessionBus() === null)('on a real bus', () => {
  let running: SessionBus
  let env: NodeJS.ProcessEnv
  beforeEach(async () => {
    running = await startSessionBus(folder)
    env = { DBUS_SESSION_BUS_ADDRESS: running.address }
  })
  afterEach(() => running.stop())

  it('a name that somebody owns is owned, another is not', async () => {
    expect(await isNameOwned(env, bus)).toBe(true)
    expect(await isNameOwned(env, watcher)).toBe(false)
  })

  it('there is a tray on Linux only where somebody shows status icons', async () => {
    expect(await hasTray('linux', env)).toBe(false)
    expect(await hasTray('win32', env)).toBe(true)
    expect(await hasTray('darwin', env)).toBe(true)
    expect(await hasTray('freebsd', env)).toBe(false)
  })
})

describe('where no bus answers', () => {
  it('there is no tray', async () => {
    expect(await isNameOwned({ DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(folder, 'none')}` }, bus)).toBe(
      false,
    )
    expect(await isNameOwned({}, bus)).toBe(false)
  })

  it.each([
    ['refuses who asks', 'REJECTED EXTERNAL\r\n'],
    ['talks something else', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
  ])('nor where something else %s', async (_name, answer) => {
    const path = join(folder, 'bus')
    const server = await listening(path, answer)
    try {
      expect(await isNameOwned({ DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` }, bus)).toBe(false)
    } finally {
      server.close()
    }
  })
})

function listening(path: string, answer: string): Promise<Server> {
  const server = createServer((socket) => socket.on('error', () => undefined).end(answer))
  return new Promise((resolve) => server.listen(path, () => resolve(server)))
}
