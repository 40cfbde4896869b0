import { expect, test } from '@playwright/test'
import { expectAccessible, phone, signIn } from './page'
import { type HeadlessHub, startHub } from './start-hub'

test.use({ viewport: { width: 900, height: 600 }, locale: 'en-US' })

let hub: HeadlessHub
test.beforeEach(async ({ page }) => {
  hub = await startHub()
  await page.goto(`${hub.url}/reference`)
  await signIn(page)
  await expect(page.getByRole('heading', { name: 'API reference' })).toBeVisible()
})
test.afterEach(() => hub.stop())

test('is searched and opened by keyboard, and says who may do what', async ({ page }) => {
  await expect(page.getByRole('status').filter({ hasText: /^\d+ operations$/ })).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Search').fill('post auth device APPROVE')
  await expect(page.getByRole('status').filter({ hasText: '1 operation' })).toBeVisible()
  await page.getByLabel('Search').focus()
  const approve = page.locator('summary').filter({ hasText: '/api/auth/device/approve' })
  for (let tabs = 0; tabs < 5; tabs += 1) {
    await page.keyboard.press('Tab')
    if (await approve.evaluate((summary) => summary === document.activeElement)) break
  }
  await expect(approve).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('A signed-in person, by session, password or access token.')).toBeVisible()
  await expect(page.getByText('me.write', { exact: true })).toBeVisible()
  await expect(page.getByText('user_code', { exact: true })).toBeVisible()
  await expect(page.getByText(`${hub.url}/api/auth/device/approve'`)).toBeVisible()
  await expectAccessible(page)
})

test('every operation opens, and a search without a find says so', async ({ page }) => {
  const lines = page.locator('summary')
  await expect(lines.first()).toBeVisible()
  const count = await lines.count()
  expect(count).toBeGreaterThan(40)
  await page.locator('details').evaluateAll((all) => {
    for (const one of all) one.setAttribute('open', '')
  })
  await expect(page.getByText('Who may', { exact: true })).toHaveCount(count)
  await page.getByLabel('Search').fill('users')
  await expect(page.getByText('A signed-in owner; a browser must have shown').first()).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Search').fill('nothing like that')
  await expect(page.getByText('0 operations')).toBeVisible()
})

test.describe('on a phone', () => {
  test.use(phone)
  test('it fits', async ({ page }) => {
    await page.locator('summary').filter({ hasText: 'PUT' }).first().click()
    await expect(page.locator('details[open]').getByText('Who may')).toBeVisible()
    await expectAccessible(page)
  })
})
