import { expect, test } from '@playwright/test'
import { askToPair, collect } from './handheld'
import { expectAccessible, hostileName, signIn } from './page'
import { type HeadlessHub, startHub } from './start-hub'

test.use({ viewport: { width: 900, height: 600 }, locale: 'en-US' })

let hub: HeadlessHub
test.beforeEach(async ({ page }) => {
  hub = await startHub()
  await page.goto(hub.url)
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})
test.afterEach(() => hub.stop())

test('refuses a wrong password in plain words, and signs in with the right one', async ({ page }) => {
  await page.getByLabel('Name', { exact: true }).fill('ben')
  await page.getByLabel('Password', { exact: true }).fill('wrong')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'Name or password is wrong' })).toBeVisible()
  await expectAccessible(page)
  await signIn(page)
  await expect(page.getByRole('heading', { name: 'Welcome to Roost' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test('a request appears by itself and is approved by keyboard alone', async ({ page }) => {
  await signIn(page)
  await expect(page.getByRole('heading', { name: 'Welcome to Roost' })).toBeVisible()
  const asked = await askToPair(hub.url, 'Living-room Deck', { client: 'grout', platform: 'SteamOS' })
  await expect(page.getByRole('heading', { name: 'A handheld wants to join' })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Living-room Deck' })).toHaveText(
    /wants to pair\.$/,
  )
  await expectAccessible(page)

  await page.getByRole('link', { name: 'Look and decide' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /Living-room Deck.* wants to pair/ })).toBeFocused()
  await expect(page.getByText('Your handheld shows a QR code')).toBeVisible()
  await expectAccessible(page)

  const approve = page.getByRole('button', { name: 'Approve' })
  for (let tabs = 0; tabs < 20; tabs += 1) {
    await page.keyboard.press('Tab')
    if (await approve.evaluate((button) => button === document.activeElement)) break
  }
  await expect(approve).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /is let in/ })).toBeFocused()
  await expect(page.getByText('Waiting for it to collect its key…')).toBeVisible()

  await collect(hub.url, asked)
  await expect(page.getByRole('heading', { name: /is connected/ })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Done' }).press('Enter')
  // The first handheld is in, and there is no game yet it could keep saves of.
  await expect(page.getByRole('heading', { name: 'Which games?' })).toBeFocused()
  await page.getByRole('link', { name: 'Devices', exact: true }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Devices', exact: true })).toBeFocused()
  await expect(page.getByRole('main').getByText('Living-room Deck')).toBeVisible()
  await expect(page.getByText('Active', { exact: true })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: /^Remove .*Living-room Deck/ }).click()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByText('No handheld is paired yet')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Paired devices' })).toBeFocused()
})

test('follows a decision made on another screen', async ({ page, context }) => {
  await signIn(page)
  const asked = await askToPair(hub.url, 'Odin')
  await page.getByRole('link', { name: 'Look and decide' }).click()
  const other = await context.newPage()
  await other.goto(hub.url + asked.verification_path_complete)
  await other.getByRole('button', { name: 'Deny' }).click()
  await expect(page.getByRole('heading', { name: /was turned away on another screen/ })).toBeVisible()
})

test('two requests that look the same are told apart by address', async ({ page }) => {
  await signIn(page)
  await askToPair(hub.url, 'Twin', { client_device_identifier: 'one' })
  await askToPair(hub.url, 'Twin', { client_device_identifier: 'two' })
  await expect(page.getByRole('heading', { name: '2 handhelds want to join' })).toBeVisible()
  await page.getByRole('link', { name: 'Look and decide' }).first().click()
  await expect(page.getByText('Two requests look the same')).toBeVisible()
  await expectAccessible(page)
})

test('lists what was asked for and will not be given, and shows a hostile name as text', async ({ page }) => {
  await signIn(page)
  await askToPair(hub.url, hostileName, { requested_scopes: ['assets.read', 'rule.galaxy'] })
  await page.getByRole('link', { name: 'Look and decide' }).click()
  await expect(page.getByText('It also asked for, and will not get')).toBeVisible()
  await expect(page.getByText('rule.galaxy')).toBeVisible()
  await expect(page.getByRole('switch')).toHaveCount(1)
  await page.getByRole('switch', { name: 'Fetch saves' }).uncheck()
  await expect(page.getByRole('button', { name: 'Approve' })).toBeDisabled()
  await expect(page.locator('h1 bdi')).toHaveText(hostileName)
  await expect(page.locator('img')).toHaveCount(0)
  await expect(page).toHaveTitle(/wants to pair\u2069 · Roost$/)
  await expectAccessible(page)
})

test('says that the connection is lost, and catches up by itself when the hub is back', async ({ page }) => {
  await signIn(page)
  await expect(page.getByRole('heading', { name: 'Welcome to Roost' })).toBeVisible()
  await hub.halt()
  await expect(page.getByRole('status').filter({ hasText: 'Connection lost, trying again…' })).toBeVisible()
  await expectAccessible(page)
  await hub.resume()
  await askToPair(hub.url, 'Afterwards')
  await expect(page.getByRole('heading', { name: 'A handheld wants to join' })).toBeVisible({
    timeout: 20_000,
  })
  await expect(page.getByText('Connection lost')).toHaveCount(0)
})
