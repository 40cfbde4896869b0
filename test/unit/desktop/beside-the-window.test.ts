import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { autostartFile } from '../../../main/desktop/autostart-file'
import { DesktopChoices } from '../../../main/desktop/desktop-choices'
import { FaultReport } from '../../../main/desktop/fault-report'
import { type Updater, updateFeed, Updates } from '../../../main/desktop/updates'
import { redact } from '../../../main/log'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-desktop-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

it('what starts at login is quoted as the Desktop Entry Specification asks', () => {
  const command = { program: '/opt/My "Roost"/roost', flags: ['--hidden', '--data', '/a$b/100%\\x'] }
  const item = autostartFile(command, { XDG_CONFIG_HOME: folder })
  expect(item.isOn()).toBe(false)
  item.set(true)
  expect(item.isOn()).toBe(true)
  const file = readFileSync(join(folder, 'autostart', 'roost.desktop'), 'utf8')
  const exec = String.raw`Exec="/opt/My \\"Roost\\"/roost" "--hidden" "--data" "/a\\$b/100%%\\\\x"`
  expect(file.split('\n')).toContain(exec)
  item.set(false)
  expect(item.isOn()).toBe(false)
})

describe('choices', () => {
  it('are kept', () => {
    new DesktopChoices(folder).change({ closeToTray: false })
    expect(new DesktopChoices(folder).current).toEqual({
      closeToTray: false,
      notifications: true,
      toldOfTray: false,
    })
  })

  it.each(['', '[]', '{"closeToTray": 7}', 'null'])('a file that holds %j means the usual ones', (text) => {
    writeFileSync(join(folder, 'choices.json'), text)
    expect(new DesktopChoices(folder).current.closeToTray).toBe(true)
  })
})

it('the report of a fault holds no secret, and is read again', () => {
  const report = new FaultReport(folder, 'Roost 0', redact)
  expect(report.read()).toBeNull()
  const secret = `rmm_${'0a'.repeat(32)}`
  report.note({ where: 'app', message: `broke with ${secret}`, stack: 'at x' })
  expect(report.read()).toContain('In the app: broke with rmm_…')
  expect(report.read()).not.toContain(secret)
})

describe('updates', () => {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

  it('without a feed nobody is asked', async () => {
    const load = () => Promise.reject(new Error('was loaded'))
    const updates = new Updates(updateFeed({}), folder, load, log)
    expect(await updates.check()).toEqual({ state: 'off', version: null })
  })

  it.each(['http://example.com/', 'ftp://example.com/', 'nonsense', 'file:///tmp'])(
    'a feed at %s is refused',
    (feed) => {
      expect(() => updateFeed({ ROOST_UPDATE_FEED: feed })).toThrow('must be an https:// address')
    },
  )

  it('with one they are found, downloaded, and installed only when somebody says so', async () => {
    const updater = new FakeUpdater()
    const feed = updateFeed({ ROOST_UPDATE_FEED: 'https://example.com/roost' })
    const updates = new Updates(feed, folder, () => Promise.resolve(updater), log)
    await updates.install()
    expect(await updates.check()).toEqual({ state: 'downloading', version: '9.0.0' })
    expect(JSON.parse(readFileSync(updater.updateConfigPath ?? '', 'utf8'))).toMatchObject({
      provider: 'generic',
      url: 'https://example.com/roost',
    })
    updater.tell('update-downloaded')
    expect(updates.current).toEqual({ state: 'ready', version: '9.0.0' })
    expect(updater.installs).toBe(0)
    await updates.install()
    expect(updater.installs).toBe(1)
  })

  it('a feed that cannot be asked is said', async () => {
    const load = () => Promise.reject(new Error('no network'))
    const updates = new Updates('https://example.com/', folder, load, log)
    expect(await updates.check()).toEqual({ state: 'failed', version: null })
  })
})

class FakeUpdater implements Updater {
  updateConfigPath: string | null = null
  autoDownload = false
  autoInstallOnAppQuit = true
  installs = 0
  private readonly listeners = new Map<string, (info: { version: string } & Error) => void>()

  on(event: string, listener: (info: { version: string } & Error) => void): void {
    this.listeners.set(event, listener)
  }

  checkForUpdates(): Promise<void> {
    this.tell('update-available')
    return Promise.resolve()
  }

  quitAndInstall(): void {
    this.installs += 1
  }

  tell(event: string): void {
    this.listeners.get(event)?.(Object.assign(new Error('none'), { version: '9.0.0' }))
  }
}
