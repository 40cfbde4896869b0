import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { ipcSchema } from '../../../shared/ipc'
import { launchRoost } from './launch-roost'
import type { Roost } from './launch-roost'

test.describe('the window', () => {
  let roost: Roost
  test.beforeAll(async () => {
    roost = await launchRoost()
  })
  test.afterAll(async () => {
    await roost.close()
  })

  test('shows the page at its size', async () => {
    expect(roost.page.url()).toBe('app://roost/')
    await expect(roost.page.getByRole('heading').first()).toBeVisible()
    const shown = await roost.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      return { visible: window?.isVisible(), size: window?.getSize(), smallest: window?.getMinimumSize() }
    })
    expect(shown).toEqual({ visible: true, size: [1120, 740], smallest: [900, 600] })
  })

  test('a path of the page survives a reload, an unknown file does not exist', async () => {
    const statuses = await roost.page.evaluate(async () => {
      const status = async (path: string): Promise<number> => (await fetch(path)).status
      return {
        place: await status('/pair/device?user_code=K7QX-MH3R'),
        file: await status('/assets/none.js'),
        outside: await status('/%2e%2e%2f%2e%2e%2fpackage.json'),
      }
    })
    expect(statuses).toEqual({ place: 200, file: 404, outside: 404 })
  })

  test('reaches the hub, which has the same answer on the LAN', async () => {
    const inWindow = await roost.page.evaluate(async () => (await fetch('/api/heartbeat')).status)
    const onLan = await fetch(`${roost.url}/api/heartbeat`)
    expect([inWindow, onLan.status]).toEqual([200, 200])
  })

  test('has no Node and no Electron in the page', async () => {
    const found = await roost.page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron'].filter(
        (name) => name in globalThis,
      ),
    )
    expect(found).toEqual([])
  })

  test('gives the page exactly the calls of the schema', async () => {
    const names = await roost.page.evaluate(() => Object.keys(Reflect.get(globalThis, 'roost')))
    expect(names.sort()).toEqual([...Object.keys(ipcSchema), 'listen'].sort())
  })

  test('copies text, and refuses what the schema does not allow', async () => {
    const copy = (text: unknown): Promise<string> =>
      roost.page.evaluate(
        (given) => Reflect.get(globalThis, 'roost').copyText(given).then(String, String) as Promise<string>,
        text,
      )
    expect(await copy('K7QX-MH3R')).toBe('null')
    expect(await roost.app.evaluate(({ clipboard }) => clipboard.readText())).toBe('K7QX-MH3R')
    for (const hostile of [7, null, { text: 'x' }, ['x'], 'x'.repeat(10_001)]) {
      expect(await copy(hostile)).toContain('copyText: its arguments are not what it takes')
    }
    expect(await roost.app.evaluate(({ clipboard }) => clipboard.readText())).toBe('K7QX-MH3R')
  })

  test('answers calls from its own page only', async () => {
    const answer = await roost.app.evaluate(async ({ BrowserWindow, app }) => {
      const stranger = new BrowserWindow({
        show: false,
        webPreferences: { preload: `${app.getAppPath()}/dist/main/preload.cjs` },
      })
      try {
        await stranger.loadURL('app://roost/')
        return await stranger.webContents.executeJavaScript(
          'roost.desktopInfo().then(JSON.stringify, String)',
        )
      } finally {
        stranger.destroy()
      }
    })
    expect(answer).toContain('only the window may ask this')
  })

  test('offers no developer tools', async () => {
    const roles = await roost.app.evaluate(({ Menu }) => {
      const rolesOf = (menu: Electron.Menu | null | undefined): string[] =>
        (menu?.items ?? []).flatMap((item) => [item.role ?? '', ...rolesOf(item.submenu)])
      return rolesOf(Menu.getApplicationMenu()).map((role) => role.toLowerCase())
    })
    expect(roles).toContain('quit')
    expect(roles).not.toContain('toggledevtools')
    expect(roles).not.toContain('reload')
  })
})

test('closing the window stops the hub, exits 0 and leaves no socket behind', async () => {
  const roost = await launchRoost()
  expect(readdirSync(join(roost.folder, 'run')).filter((name) => name.startsWith('roost-'))).toHaveLength(1)
  await roost.app.evaluate(({ BrowserWindow }) => {
    setImmediate(() => BrowserWindow.getAllWindows()[0]?.close())
  })
  expect(await roost.exited).toBe(0)
  expect(readdirSync(join(roost.folder, 'run')).filter((name) => name.startsWith('roost-'))).toEqual([])
  expect(readFileSync(join(roost.folder, 'stdout'), 'utf8').trim().split('\n')).toHaveLength(1)
  await expect(fetch(`${roost.url}/api/heartbeat`)).rejects.toThrow()
  await roost.close()
})
