import { expect, type Page, test } from '@playwright/test'
import { clientTokenWithSecret, exchangePairingCode } from '../../../shared/api/client-tokens'
import { addPerson, basic, makeToken, ownTokens, pairedDevice, statusFor } from './household'
import { expectAccessible, hostileName, phone, signIn } from './page'
import { type HeadlessHub, owner, startHub } from './start-hub'

test.use({ locale: 'en-US' })

let hub: HeadlessHub
test.beforeEach(async () => {
  hub = await startHub()
})
test.afterEach(() => hub.stop())

async function open(page: Page): Promise<void> {
  await page.goto(`${hub.url}/tokens`)
  await signIn(page)
  await expect(page.getByRole('heading', { name: 'Tokens', level: 1 })).toBeVisible()
}

function row(page: Page, name: string) {
  return page.getByRole('row').filter({ hasText: name })
}

async function act(page: Page, name: string, action: string): Promise<void> {
  await row(page, name).getByRole('button', { name: 'Actions for' }).click()
  await page.getByRole('button', { name: action, exact: true }).click()
}

test('a token is made with a small choice, shown once, and closing without copying asks', async ({
  page,
}) => {
  await open(page)
  await expect(page.getByText('No tokens yet')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'New token' }).click()
  await expect(page.getByRole('switch', { name: 'Store and fetch saves' })).toBeChecked()
  await expect(page.getByRole('switch', { name: /people of this household/ })).not.toBeChecked()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Make token' }).click()
  await expect(page.getByText('Give it a name.')).toBeVisible()
  await page.getByLabel('Name', { exact: true }).fill('Backup script')
  await page.getByRole('button', { name: 'Make token' }).click()
  await page.getByRole('button', { name: 'Copy the token' }).click()
  const secret = await page.getByRole('textbox', { name: 'Token' }).inputValue()
  expect(secret).toMatch(/^rmm_[0-9a-f]{64}$/)
  expect(await statusFor(hub.url, `Bearer ${secret}`)).toBe(200)
  await expectAccessible(page)

  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'Close without handing it out?' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Go back' }).click()
  await expect(page.getByRole('textbox', { name: 'Token' })).toHaveValue(secret)
  await page.getByRole('button', { name: 'Copy Token' }).click()
  await page.keyboard.press('ControlOrMeta+c')
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(row(page, 'Backup script')).toContainText(`…${secret.slice(-4)}`)
  expect(await page.content()).not.toContain(secret)
  const [made] = await ownTokens(hub.url)
  expect(made?.scopes).not.toContain('users.read')
})

test('pairing by code: waiting, then claimed only once a device has really taken it', async ({ page }) => {
  await makeToken(hub.url, 'Kitchen')
  await open(page)
  await act(page, 'Kitchen', 'Pair a device')
  await page.getByRole('button', { name: 'Show the code' }).click()
  await expect(page.getByRole('img', { name: 'QR code with the pairing code' })).toBeVisible()
  await expect(page.getByRole('timer')).toContainText(/(60|5\d) more seconds/)
  await expect(page.getByText('Waiting for the device…')).toBeVisible()
  await expectAccessible(page)

  await page.route('**/api/client-tokens/pair/*/status', (route) => route.abort())
  await expect(page.getByText('cannot be asked right now')).toBeVisible()
  await expect(page.getByRole('dialog').getByText('A device has taken')).toBeHidden()
  await page.unrouteAll()
  await expect(page.getByText('Waiting for the device…')).toBeVisible()

  const letters = await page.getByText(/^Code [A-Z0-9] /).textContent()
  const code = letters?.replace('Code', '').replaceAll(/[ ,]/g, '')
  const response = await fetch(hub.url + exchangePairingCode.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  const { raw_token } = clientTokenWithSecret.parse(await response.json())
  await expect(page.getByRole('dialog').getByText('A device has taken')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(row(page, 'Kitchen')).toContainText(`…${raw_token.slice(-4)}`)
})

test('a code that nobody took runs out, and a new one can be made', async ({ page }) => {
  await makeToken(hub.url, 'Kitchen')
  await page.clock.install()
  await open(page)
  await act(page, 'Kitchen', 'Pair a device')
  await page.getByRole('button', { name: 'Show the code' }).click()
  await expect(page.getByText('Waiting for the device…')).toBeVisible()
  // The hub's minute is not over, but this code has already gone: another one replaced it.
  const [token] = await ownTokens(hub.url)
  await makeCodeElsewhere(token?.id)
  await page.clock.runFor(3_000)
  await expect(page.getByRole('dialog').getByText('The code has run out')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'New code' }).click()
  await expect(page.getByText('Waiting for the device…')).toBeVisible()
})

async function makeCodeElsewhere(id: number | undefined): Promise<void> {
  await fetch(`${hub.url}/api/client-tokens/${id}/pair`, {
    method: 'POST',
    headers: { authorization: basic(owner.name, owner.password) },
  })
}

test('a new key is made only after saying what it ends; the old one stops', async ({ page }) => {
  const { raw_token: old } = await makeToken(hub.url, 'Script')
  await open(page)
  await act(page, 'Script', 'New key')
  await expect(page.getByText('The old key stops working at once.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Cancel' }).click()
  expect(await statusFor(hub.url, `Bearer ${old}`)).toBe(200)
  await act(page, 'Script', 'New key')
  await page.getByRole('button', { name: 'Make a new key' }).click()
  await page.getByRole('button', { name: 'Copy the token' }).click()
  const secret = await page.getByRole('textbox', { name: 'Token' }).inputValue()
  expect(await statusFor(hub.url, `Bearer ${old}`)).toBe(401)
  expect(await statusFor(hub.url, `Bearer ${secret}`)).toBe(200)
})

test('revoking asks first, and works at once', async ({ page }) => {
  const { raw_token } = await makeToken(hub.url, 'Old one')
  await open(page)
  await act(page, 'Old one', 'Revoke')
  await expect(page.getByRole('heading', { name: /Revoke Old one/ })).toBeVisible()
  await page.getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(page.getByText('No tokens yet')).toBeVisible()
  expect(await statusFor(hub.url, `Bearer ${raw_token}`)).toBe(401)
})

test('a password for decky is the name and a token, and gets in by Basic', async ({ page }) => {
  await open(page)
  await page.getByRole('button', { name: 'Make a password' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Make token' }).click()
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue(owner.name)
  const password = await page.getByRole('textbox', { name: 'Password' }).inputValue()
  await expectAccessible(page)
  expect(await statusFor(hub.url, basic(owner.name, password))).toBe(200)
})

test('searches, sorts, filters; shows the bound device and hostile names as text', async ({ page }) => {
  const mia = await addPerson(hub.url, { username: 'mia' })
  await pairedDevice(hub.url, 'Odin 2')
  await pairedDevice(hub.url, "Mia's RG35XX", mia.id)
  await makeToken(hub.url, hostileName)
  await makeToken(hub.url, 'Alpha')
  await open(page)
  await expect(page.getByRole('heading', { name: '3 tokens' })).toBeVisible()
  await expect(row(page, 'Odin 2').getByRole('link', { name: 'Odin 2' })).toBeVisible()
  await expect(page.locator('img')).toHaveCount(0)
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Name', exact: true }).click()
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending')
  await expect(page.getByRole('row').nth(1)).toContainText('Alpha')
  await page.getByRole('radio', { name: "Everybody's" }).check()
  await expect(page.getByRole('heading', { name: '4 tokens' })).toBeVisible()
  await page.getByRole('searchbox').fill('mia rg35 store saves')
  await expect(page.getByRole('heading', { name: '1 token', exact: true })).toBeVisible()
  await expect(row(page, "Mia's RG35XX")).toBeVisible()
  await page.getByRole('searchbox').fill('nothing like it')
  await expect(page.getByText('No token fits this search.')).toBeVisible()
  await page.getByRole('searchbox').fill('')

  await page.setViewportSize(phone.viewport)
  await expect(row(page, 'Odin 2')).toBeVisible()
  await expectAccessible(page)
})

test('the page of a code needs no sign-in, and never opens a foreign address', async ({ page }) => {
  const { id } = await makeToken(hub.url, 'Kitchen')
  const answer = await fetch(`${hub.url}/api/client-tokens/${id}/pair`, {
    method: 'POST',
    headers: { authorization: basic(owner.name, owner.password) },
  })
  const { code } = (await answer.json()) as { code: string }
  await page.setViewportSize(phone.viewport)
  // As on a plain http address of the LAN: the page may not copy, the code is marked instead.
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'clipboard'))
  const dashed = `${code.slice(0, 4)}-${code.slice(4)}`
  for (const callback of ['javascript:alert(1)', 'https://example.org/', 'data:text/html,x']) {
    await page.goto(`${hub.url}/pair?code=${dashed}&callback=${encodeURIComponent(callback)}`)
    await expect(page.getByText(dashed)).toHaveCount(1)
    await expect(page.getByRole('textbox')).toHaveCount(0)
    await page.getByRole('button', { name: 'Copy Pairing code' }).click()
    expect(await page.evaluate(() => window.getSelection()?.toString())).toBe(dashed)
    await expect(page.getByText('Type it there yourself.')).toBeVisible()
    await expect(page.getByRole('link')).toHaveCount(0)
  }
  await expectAccessible(page)
  await page.goto(`${hub.url}/pair?code=ABCD-EFGH`)
  await expect(page.getByRole('heading', { name: 'no longer good' })).toBeVisible()
  await page.goto(`${hub.url}/pair`)
  await expect(page.getByRole('heading', { name: 'no whole code' })).toBeVisible()
  await expectAccessible(page)
})
