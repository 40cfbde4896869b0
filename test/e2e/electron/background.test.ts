import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { askToPair } from '../browser/handheld'
import { expectAccessible } from './accessible'
import { launchRoost } from './launch-roost'
import type { Roost } from './launch-roost'

let roost: Roost

test.describe('beside the window', () => {
  test.beforeEach(async () => {
    roost = await launchRoost()
  })
  test.afterEach(async () => {
    await roost.close()
  })

  test('a request is told to whoever is not looking; a click opens its card', async () => {
    await collectNotices()
    await roost.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    await askToPair(roost.url, 'Kitchen RG35XX')
    await expect.poll(notices).toMatchObject([{ title: expect.stringContaining('Kitchen RG35XX') }])
    await expect.poll(() => roost.app.evaluate(() => Reflect.get(globalThis, 'badge'))).toBe(1)

    await roost.app.evaluate(() => Reflect.get(globalThis, 'shownNotices')[0].emit('click'))
    await expect(roost.page).toHaveURL(/^app:\/\/roost\/devices\/pair\//)
    await expect(roost.page.getByRole('button', { name: 'Approve' })).toBeVisible()
    expect(await isVisible()).toBe(true)
  })

  test('with the switch off nobody is told', async () => {
    await collectNotices()
    await roost.page.getByRole('link', { name: 'Settings' }).click()
    await roost.page.getByRole('switch', { name: 'Notifications' }).uncheck()
    await expect(roost.page.getByRole('switch', { name: 'Notifications' })).toBeEnabled()
    await roost.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    await askToPair(roost.url, 'Kitchen RG35XX')
    await expect(roost.page.getByText('1 request waits for you')).toBeAttached()
    // Calls arrive in their order: whatever the page told before this one was heard.
    await roost.page.evaluate(() => Reflect.get(globalThis, 'roost').desktopInfo())
    expect(await notices()).toEqual([])
  })

  test('the menu is in the language of the page, with its shortcuts', async () => {
    const items = (): Promise<string[]> =>
      roost.app.evaluate(({ Menu }) =>
        (Menu.getApplicationMenu()?.items ?? []).flatMap((menu) =>
          (menu.submenu?.items ?? []).map((item) =>
            `${menu.label} · ${item.label} ${item.accelerator ?? ''}`.trimEnd(),
          ),
        ),
      )
    await expect.poll(items).toContain('Roost · Settings… CommandOrControl+,')
    expect(await items()).toContain('View · Home CommandOrControl+1')
    expect(await items()).toContain('View · Activity CommandOrControl+9')
    expect(await items()).toContain('Help · Keyboard shortcuts F1')
    await choose('Settings…')
    await expect(roost.page).toHaveURL('app://roost/settings')
    await choose('About Roost')
    await expect(roost.page.getByRole('heading', { name: 'About Roost', level: 1 })).toBeVisible()
    await choose('Games')
    await expect(roost.page).toHaveURL('app://roost/games')
    await choose('Keyboard shortcuts')
    const list = roost.page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await expect(list.getByText('Ctrl+2')).toBeVisible()
    await expectAccessible(roost.page)
  })

  test('settings, updates, licences: each says what is so, and all can use it', async () => {
    const { page } = roost
    await page.getByRole('link', { name: 'Settings' }).click()
    await expect(page.getByText('No updates feed is set')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Show the fault report' })).toHaveCount(0)
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Version and licenses' }).click()
    await expect(page.getByText(/^koa \d/)).toBeVisible()
    await expect(page.getByText(/^typeorm \d/)).toBeVisible()
    await page.getByText(/^@fontsource-variable\/inter/).click()
    await expect(page.getByText('SIL OPEN FONT LICENSE').first()).toBeVisible()
    await expectAccessible(page)
  })

  test('starting at login is a file of the person, and goes with the switch', async () => {
    const file = join(roost.folder, '.config', 'autostart', 'roost.desktop')
    await roost.page.getByRole('link', { name: 'Settings' }).click()
    const toggle = roost.page.getByRole('switch', { name: 'Start when I log in' })
    await toggle.check()
    await expect.poll(() => existsSync(file)).toBe(true)
    expect(readFileSync(file, 'utf8')).toMatch(/^Exec="[^"]+" "[^"]+" "--hidden" .*"--data" "[^"]+"$/m)
    await expect(toggle).toBeChecked()
    await toggle.uncheck()
    await expect.poll(() => existsSync(file)).toBe(false)
  })

  test('a fault of the page is written down here, without its secrets, and can be read', async () => {
    const secret = `rmm_${'ab12'.repeat(16)}`
    await roost.page.evaluate((token) => {
      setTimeout(() => {
        throw new Error(`it broke with ${token}`)
      })
    }, secret)
    const file = join(roost.dataFolder, 'window', 'fault-report.txt')
    await expect.poll(() => existsSync(file)).toBe(true)
    expect(readFileSync(file, 'utf8')).not.toContain(secret)
    await roost.page.getByRole('link', { name: 'Settings' }).click()
    await roost.page.getByRole('button', { name: 'Show the fault report' }).click()
    await expect(roost.page.getByRole('dialog')).toContainText('it broke with rmm_…')
    await expectAccessible(roost.page)
  })

  test('a page whose process died comes back, and the hub has not noticed', async () => {
    await roost.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    )
    const title = (): Promise<string | undefined> =>
      roost.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())
    await expect.poll(title).toMatch(/· Roost$/)
    expect((await fetch(`${roost.url}/api/heartbeat`)).status).toBe(200)
  })
})

test('the window opens again where it was closed', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'roost-place-'))
  try {
    const place = { x: 60, y: 40, width: 960, height: 640 }
    const first = await launchRoost({ dataFolder })
    await first.app.evaluate(
      ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
      place,
    )
    await first.close()
    const second = await launchRoost({ dataFolder })
    expect(
      await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds()),
    ).toEqual(place)
    await second.close()
  } finally {
    rmSync(dataFolder, { recursive: true, force: true })
  }
})

/** Keeps what is shown instead of handing it to a desktop, which a test machine has not got. */
async function collectNotices(): Promise<void> {
  await roost.app.evaluate(({ app, Notification }) => {
    app.setBadgeCount = (count) => Reflect.set(globalThis, 'badge', count)
    const shown: Electron.Notification[] = []
    Reflect.set(globalThis, 'shownNotices', shown)
    Notification.prototype.show = function show(this: Electron.Notification) {
      shown.push(this)
    }
  })
}

function notices(): Promise<{ title: string; body: string }[]> {
  return roost.app.evaluate(() => {
    const shown: Electron.Notification[] = Reflect.get(globalThis, 'shownNotices')
    return shown.map(({ title, body }) => ({ title, body }))
  })
}

function choose(label: string): Promise<void> {
  return roost.app.evaluate(({ Menu }, wanted) => {
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap((menu) => menu.submenu?.items ?? [])
    items.find((item) => item.label === wanted)?.click()
  }, label)
}

function isVisible(): Promise<boolean | undefined> {
  return roost.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
}
