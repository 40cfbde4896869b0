import { expect, test } from '@playwright/test'
import { askToPair, collect } from './handheld'
import { expectAccessible, hostileName, phone, signIn } from './page'
import { type HeadlessHub, startHub } from './start-hub'

test.use({ ...phone, locale: 'en-US' })

let hub: HeadlessHub
test.beforeAll(async () => {
  hub = await startHub()
})
test.afterAll(() => hub.stop())

test('signs in in place, then lets the handheld in with what was left switched on', async ({ page }) => {
  const asked = await askToPair(hub.url, "Mia's RG35XX")
  await page.goto(hub.url + asked.verification_path_complete)
  await expect(page.getByRole('heading', { name: 'Who are you?' })).toBeVisible()
  await expectAccessible(page)

  await signIn(page)
  await expect(page.getByRole('heading', { name: 'Let this handheld in?' })).toBeFocused()
  await expect(page).toHaveURL(hub.url + asked.verification_path_complete)
  await expect(page.getByRole('timer')).toContainText(/^(10|9):\d\d left$/)
  await expectAccessible(page)

  await page.getByLabel('Name', { exact: true }).fill('Kitchen')
  await page.getByRole('switch', { name: /list and download games/ }).uncheck()
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByRole('heading', { name: 'Kitchen is let in' })).toBeFocused()
  await expectAccessible(page)

  const grant = await collect(hub.url, asked)
  expect(grant.scopes).not.toContain('roms.read')
  expect(grant.scopes).toContain('assets.write')
  expect(grant.expires_at).toBeNull()
})

test('closes the tab three seconds after approving, and says that it may be closed', async ({ page }) => {
  await page.clock.install()
  await page.addInitScript(() => {
    window.close = () => {
      document.documentElement.dataset['closed'] = 'yes'
    }
  })
  const asked = await askToPair(hub.url, 'Closing')
  await page.goto(hub.url + asked.verification_path_complete)
  await signIn(page)
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByText('This tab closes in 3…')).toBeVisible()
  await page.clock.runFor(1_000)
  await expect(page.getByText('This tab closes in 2…')).toBeVisible()
  await page.clock.runFor(1_000)
  await page.clock.runFor(1_000)
  await expect(page.getByText('You can close this tab now.')).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-closed', 'yes')
})

test('denies', async ({ page }) => {
  const asked = await askToPair(hub.url, 'Stranger')
  await page.goto(hub.url + asked.verification_path_complete)
  await signIn(page)
  await page.getByRole('button', { name: 'Deny' }).click()
  await expect(page.getByRole('heading', { name: 'Turned away' })).toBeFocused()
  await expectAccessible(page)
  await expect(collect(hub.url, asked)).rejects.toThrow()
})

test('takes a code typed with spaces and small letters, and goes on from a wrong one', async ({ page }) => {
  const asked = await askToPair(hub.url, 'Typed')
  await page.goto(`${hub.url}/pair/device`)
  await signIn(page)
  const field = page.getByRole('textbox', { name: 'Code on the handheld' })
  await field.fill('abc')
  await field.press('Enter')
  await expect(page.getByText('That is not a whole code yet')).toBeVisible()
  await expectAccessible(page)

  await field.fill('AAAA AAAA')
  await field.press('Enter')
  await expect(page.getByRole('heading', { name: 'No handheld is waiting with this code' })).toBeVisible()
  await expectAccessible(page)

  const [first, second] = [asked.user_code.slice(0, 4), asked.user_code.slice(4)]
  await field.fill(`${first}-${second}`.toLowerCase())
  await field.press('Enter')
  await expect(page.getByRole('heading', { name: 'Let this handheld in?' })).toBeVisible()
})

test('says so when it was decided on another screen meanwhile', async ({ page, context }) => {
  const asked = await askToPair(hub.url, 'Twice')
  const address = hub.url + asked.verification_path_complete
  await page.goto(address)
  await signIn(page)
  await expect(page.getByRole('button', { name: 'Approve' })).toBeVisible()
  const other = await context.newPage()
  await other.goto(address)
  await other.getByRole('button', { name: 'Deny' }).click()
  await expect(other.getByRole('heading', { name: 'Turned away' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'This was already decided' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Code on the handheld' })).toBeVisible()
})

test('shows a hostile name as text, within the screen', async ({ page }) => {
  const asked = await askToPair(hub.url, hostileName)
  await page.goto(hub.url + asked.verification_path_complete)
  await signIn(page)
  await expect(page.getByRole('heading', { name: 'Let this handheld in?' })).toBeVisible()
  await expect(page.locator('bdi').first()).toHaveText(hostileName)
  await expect(page.locator('img')).toHaveCount(0)
  await expect(page).toHaveTitle('Let this handheld in? · Roost')
  await expectAccessible(page)
})
