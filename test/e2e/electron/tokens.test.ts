import { expect, test } from '@playwright/test'
import type { Locator } from '@playwright/test'
import { exchangePairingCode } from '../../../shared/api/client-tokens'
import { expectAccessible } from './accessible'
import { launchRoost } from './launch-roost'
import type { Roost } from './launch-roost'

test.describe('the token manager in the window', () => {
  let roost: Roost
  test.beforeEach(async () => {
    roost = await launchRoost()
    await roost.page.getByRole('link', { name: 'Tokens' }).click()
    await expect(roost.page).toHaveURL('app://roost/tokens')
  })
  test.afterEach(async () => {
    await roost.close()
  })

  test('a token is made, copied into the clipboard, used, renewed and revoked', async () => {
    const { page, app } = roost
    await make('Backup script')
    await page.getByRole('button', { name: 'Copy the token' }).click()
    const field = page.getByRole('textbox', { name: 'Token' })
    const first = await field.inputValue()
    await page.getByRole('button', { name: 'Copy Token' }).click()
    await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(first)
    await page.getByRole('button', { name: 'Done' }).click()
    expect(await statusFor(first)).toBe(200)
    await expectAccessible(page)

    await act('New key')
    await page.getByRole('button', { name: 'Make a new key' }).click()
    await page.getByRole('button', { name: 'Copy the token' }).click()
    const second = await field.inputValue()
    expect(await statusFor(first)).toBe(401)
    expect(await statusFor(second)).toBe(200)
    await page.getByRole('button', { name: 'Copy Token' }).click()
    await page.getByRole('button', { name: 'Done' }).click()

    await act('Revoke')
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await expect(page.getByText('No tokens yet')).toBeVisible()
    expect(await statusFor(second)).toBe(401)
  })

  test('a device takes a token by its code; closing an undelivered one asks first', async () => {
    const { page } = roost
    await make('Kitchen')
    await page.getByRole('button', { name: 'Pair a device' }).click()
    await expect(page.getByText('Waiting for the device…')).toBeVisible()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Close without handing it out?' })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Go back' }).click()

    const spoken = await page.getByText(/^Code [A-Z0-9] /).textContent()
    const response = await fetch(roost.url + exchangePairingCode.path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: spoken?.replace('Code', '').replaceAll(/[ ,]/g, '') }),
    })
    const { raw_token } = exchangePairingCode.answer.parse(await response.json())
    await expect(page.getByRole('dialog').getByText('A device has taken')).toBeVisible()
    await page.getByRole('button', { name: 'Done' }).click()
    await expect(row()).toContainText(`…${raw_token.slice(-4)}`)
  })

  async function make(name: string): Promise<void> {
    await roost.page.getByRole('button', { name: 'New token' }).click()
    await roost.page.getByLabel('Name', { exact: true }).fill(name)
    await roost.page.keyboard.press('Enter')
    await expect(roost.page.getByRole('button', { name: 'Copy the token' })).toBeVisible()
  }

  function row(): Locator {
    return roost.page.getByRole('row').nth(1)
  }

  async function act(action: string): Promise<void> {
    await row().getByRole('button', { name: 'Actions for' }).click()
    await roost.page.getByRole('button', { name: action, exact: true }).click()
  }

  async function statusFor(secret: string): Promise<number> {
    const headers = { authorization: `Bearer ${secret}` }
    return (await fetch(`${roost.url}/api/users/me`, { headers })).status
  }
})
