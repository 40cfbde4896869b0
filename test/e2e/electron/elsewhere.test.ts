import { expect, test } from '@playwright/test'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startHub } from '../browser/start-hub'
import { appFolder } from './electron-path'
import { expectAccessible } from './accessible'
import { launchWindow, plainEnvironment, roostFlags } from './launch-roost'
import { runElectron } from './run-electron'

test('a window started beside a hub without one shows the way to that hub', async () => {
  const hub = await startHub()
  try {
    const window = await launchWindow({ dataFolder: hub.dataFolder })
    await expect(window.page.getByRole('heading', { name: 'Roost already runs on this PC' })).toBeVisible()
    await expect(window.page.getByText(hub.url)).toBeVisible()
    await expectAccessible(window.page)
    await window.app.evaluate(({ shell }) => {
      shell.openExternal = (url) => {
        Reflect.set(globalThis, 'opened', url)
        return Promise.resolve()
      }
    })
    await window.page.getByRole('button', { name: 'Open in the browser' }).click()
    expect(await window.app.evaluate(() => Reflect.get(globalThis, 'opened'))).toBe(hub.url)
    await window.app.close()
    expect(await window.exited).toBe(4)
  } finally {
    await hub.stop()
  }
})

test('an address that nobody answers at is not offered', async () => {
  const hub = await startHub()
  try {
    const file = join(hub.dataFolder, 'hub-address')
    expect(readFileSync(file, 'utf8').trim()).toBe(hub.url)
    writeFileSync(file, 'http://127.0.0.1:9\n')
    const env = { ...plainEnvironment(), CI: 'true', HOME: hub.dataFolder, XDG_RUNTIME_DIR: '' }
    const window = runElectron([appFolder, ...roostFlags(hub.dataFolder)], { env, cwd: appFolder })
    expect(await window.exited).toBe(4)
    expect(window.errors.join('\n')).toContain('Another Roost')
  } finally {
    await hub.stop()
  }
})
