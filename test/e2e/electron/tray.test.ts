import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { startSessionBus, whyNoSessionBus } from '../../helpers/session-bus'
import type { SessionBus } from '../../helpers/session-bus'
import { launchRoost } from './launch-roost'
import type { Roost } from './launch-roost'
import { startTrayHost } from './tray-host'
import type { TrayHost } from './tray-host'

const missing = whyNoSessionBus()
test.skip(process.platform !== 'linux' || missing !== null, missing ?? 'a session bus is a thing of Linux')

test.describe('where the desktop shows status icons', () => {
  let folder: string
  let bus: SessionBus
  let host: TrayHost
  test.beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'roost-tray-'))
    bus = await startSessionBus(folder)
    host = await startTrayHost(bus)
  })
  test.afterEach(async () => {
    host.stop()
    await bus.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const launch = (...flags: string[]): Promise<Roost> =>
    launchRoost({ flags, env: { DBUS_SESSION_BUS_ADDRESS: bus.address } })

  test('Roost is in the tray, and closing its window leaves the hub running', async () => {
    const roost = await launch()
    await expect.poll(() => host.calls).toContain('RegisterStatusNotifierItem')
    await closeWindow(roost)
    await expect.poll(() => isVisible(roost)).toBe(false)
    expect((await fetch(`${roost.url}/api/heartbeat`)).status).toBe(200)
    expect(await roost.close()).toBe(0)
  })

  test('with the switch off, closing the window quits', async () => {
    const roost = await launch()
    await roost.page.getByRole('link', { name: 'Settings' }).click()
    await roost.page.getByRole('switch', { name: 'Go on in the tray' }).uncheck()
    await expect(roost.page.getByRole('switch', { name: 'Go on in the tray' })).toBeEnabled()
    await closeWindow(roost)
    expect(await roost.exited).toBe(0)
    await roost.close()
  })

  test('started hidden, it shows no window until somebody wants it', async () => {
    const roost = await launch('--hidden')
    await expect.poll(() => host.calls).toContain('RegisterStatusNotifierItem')
    expect(await isVisible(roost)).toBe(false)
    await roost.app.evaluate(({ app }) => app.emit('activate'))
    await expect.poll(() => isVisible(roost)).toBe(true)
    expect(await roost.close()).toBe(0)
  })
})

test('where no desktop shows them, Roost says so and offers no switch', async () => {
  const roost = await launchRoost()
  await roost.page.getByRole('link', { name: 'Settings' }).click()
  await expect(roost.page.getByText('This desktop shows no tray icons')).toBeVisible()
  await expect(roost.page.getByRole('switch', { name: 'Go on in the tray' })).toHaveCount(0)
  expect(await roost.close()).toBe(0)
})

async function closeWindow(roost: Roost): Promise<void> {
  await roost.app.evaluate(({ BrowserWindow }) => {
    setImmediate(() => BrowserWindow.getAllWindows()[0]?.close())
  })
}

function isVisible(roost: Roost): Promise<boolean | undefined> {
  return roost.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
}
