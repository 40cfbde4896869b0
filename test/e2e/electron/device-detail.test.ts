import { expect, test } from '@playwright/test'
import { init, token } from '../../../shared/api/device-authorization'
import { expectAccessible } from './accessible'
import { launchRoost } from './launch-roost'
import type { Roost } from './launch-roost'

test.describe('the page of a device in the window', () => {
  let roost: Roost
  test.beforeEach(async () => {
    roost = await launchRoost()
  })
  test.afterEach(async () => {
    await roost.close()
  })

  test('from its pairing to its page: renamed, paused, removed and brought back', async () => {
    const { page } = roost
    const secret = await pair('Living room RG35XX')
    await page.getByRole('link', { name: 'Devices' }).click()
    await page.getByRole('link', { name: 'Living room RG35XX' }).click()
    await expect(page.getByRole('heading', { name: 'About this device' })).toBeVisible()
    await expect(page.getByText('Store and fetch saves')).toBeVisible()
    await expectAccessible(page)

    await page.getByRole('button', { name: 'Rename' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Kitchen')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('heading', { name: 'Kitchen', level: 1 })).toBeVisible()
    await page.getByRole('switch', { name: 'Sync this device' }).uncheck()
    await expect(page.getByText('Syncing is paused. What it sends')).toBeVisible()

    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await expect(page).toHaveURL('app://roost/devices')
    await expect(page.getByText('No handheld is paired yet')).toBeVisible()
    expect(await statusFor(secret)).toBe(401)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByRole('link', { name: 'Kitchen' })).toBeVisible()
    expect(await statusFor(secret)).toBe(200)
  })

  test('a hostile name stays text, also in the heading that is edited', async () => {
    const name = '\u202e<img src=x onerror="self.pwned=1">'.padEnd(255, '\u05d0')
    const { page } = roost
    await pair(name)
    await page.getByRole('link', { name: 'Devices' }).click()
    await page.getByRole('main').getByRole('listitem').getByRole('link').click()
    await page.getByRole('button', { name: 'Rename' }).click()
    await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue(name)
    await expect(page.locator('img')).toHaveCount(0)
    expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false)
    await expectAccessible(page)
  })

  /** A handheld asks, is let in through the window, and collects its token. */
  async function pair(name: string): Promise<string> {
    const { page } = roost
    const asked = init.answer.parse(
      await post(init.path, {
        client_device_identifier: 'test',
        name,
        client: 'grout',
        platform: 'muOS',
        client_version: '5.1.0',
        requested_scopes: ['me.read', 'assets.read', 'assets.write'],
      }),
    )
    await page.getByRole('link', { name: 'Look and decide' }).click()
    await page.getByRole('button', { name: 'Approve', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'is let in' })).toBeVisible()
    const grant = token.answer.parse(await post(token.path, { device_code: asked.device_code }))
    return grant.access_token
  }

  async function post(path: string, body: object): Promise<unknown> {
    const response = await fetch(roost.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return response.json()
  }

  async function statusFor(secret: string): Promise<number> {
    const headers = { authorization: `Bearer ${secret}` }
    return (await fetch(`${roost.url}/api/users/me`, { headers })).status
  }
})
