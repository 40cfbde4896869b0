import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from '@playwright/test'
import { init } from '../../../shared/api/device-authorization'
import { expectAccessible } from './accessible'
import { launchRoost } from './launch-roost'
import type { Roost } from './launch-roost'

test.describe('the games of the household in the window', () => {
  let roost: Roost
  test.beforeEach(async () => {
    roost = await launchRoost()
  })
  test.afterEach(async () => {
    await roost.close()
  })

  test('after the first pairing the games are asked for; a folder is chosen in the system’s dialog', async () => {
    const { page } = roost
    const folder = join(roost.folder, 'Games')
    put(folder, 'gba/Emerald (USA).gba', 'snes/Chrono.sfc')
    await ask('Living room RG35XX')
    await page.getByRole('link', { name: 'Look and decide' }).click()
    await page.getByRole('button', { name: 'Approve', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'is let in' })).toBeVisible()
    await page.getByRole('button', { name: 'Go on' }).click()
    await expect(page.getByRole('heading', { name: 'Which games?' })).toBeVisible()
    await expectAccessible(page)

    await answerDialog([])
    await page.getByRole('button', { name: 'Choose…' }).click()
    await expect(page.getByLabel('Folder', { exact: true })).toHaveValue('')
    await answerDialog([folder])
    await page.getByRole('button', { name: 'Choose…' }).click()
    await expect(page.getByRole('heading', { name: '2 games would be added' })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Add 2 games' }).click()
    await expect(page.getByRole('heading', { name: '2 games are on the list' })).toBeVisible()
  })

  /** Stands in for the person in front of the system's dialog, which a test cannot reach. */
  async function answerDialog(filePaths: string[]): Promise<void> {
    await roost.app.evaluate(({ dialog }, paths) => {
      Object.assign(dialog, {
        showOpenDialog: () => Promise.resolve({ canceled: paths.length === 0, filePaths: paths }),
      })
    }, filePaths)
  }

  async function ask(name: string): Promise<void> {
    const body = {
      client_device_identifier: 'test',
      name,
      client: 'grout',
      platform: 'muOS',
      client_version: '5.1.0',
      requested_scopes: ['me.read', 'assets.read', 'assets.write'],
    }
    const response = await fetch(roost.url + init.path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(response.ok).toBe(true)
  }
})

function put(folder: string, ...files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), file)
  }
}
