import { expect, type Page, test } from '@playwright/test'
import { addPerson, asOwner, pairedDevice, statusFor } from './household'
import { expectAccessible, expectRefused, hostileName, phone, problems, signIn } from './page'
import { type HeadlessHub, startHub, stopUnder } from './start-hub'

test.use({ locale: 'en-US' })

let hub: HeadlessHub
test.beforeEach(async () => {
  hub = await startHub()
})
test.afterEach(({ page }) => stopUnder(page, hub))

async function open(page: Page, id: string): Promise<void> {
  await page.goto(`${hub.url}/devices/${id}`)
  await signIn(page)
  await expect(page.getByRole('heading', { name: 'About this device' })).toBeVisible()
}

test('the list leads to all about a device; it is renamed in place and paused', async ({ page }) => {
  const { id } = await pairedDevice(hub.url, 'Odin 2')
  await page.goto(`${hub.url}/devices`)
  await signIn(page)
  await page.getByRole('link', { name: 'Odin 2' }).click()
  await expect(page).toHaveURL(`${hub.url}/devices/${id}`)
  await expect(page.getByText('grout 5.1.0')).toBeVisible()
  await expect(page.getByText('muOS')).toBeVisible()
  await expect(page.getByText('test-Odin 2')).toBeVisible()
  await expect(page.getByText('Store and fetch saves')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'About grout' })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Rename' }).click()
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Name' }).fill('Kitchen\0')
  await page.keyboard.press('Enter')
  await expectRefused(page, /Roost refused this, and nothing was changed/)
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Name' }).fill('Kitchen')
  await expect(problems(page)).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Kitchen', level: 1 })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Rename' })).toBeFocused()
  expect(await asOwner(hub.url, 'GET', `/api/devices/${id}`)).toMatchObject({ name: 'Kitchen' })

  await page.getByRole('switch', { name: 'Sync this device' }).uncheck()
  await expect(page.getByText('Syncing is paused. No saves')).toBeVisible()
  expect(await asOwner(hub.url, 'GET', `/api/devices/${id}`)).toMatchObject({ sync_enabled: false })
  await expectAccessible(page)
})

test('removing is undone from the toast, which waits for the keyboard', async ({ page }) => {
  const { id, token } = await pairedDevice(hub.url, 'Odin 2')
  await open(page, id)
  await page.getByRole('button', { name: 'Remove' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Its saves stay here, every version.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${hub.url}/devices`)
  const undo = page.getByRole('button', { name: 'Undo' })
  await expect(undo).toBeFocused()
  expect(await statusFor(hub.url, `Bearer ${token}`)).toBe(401)
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Odin 2' })).toBeVisible()
  await expect(undo).toBeHidden()
  expect(await statusFor(hub.url, `Bearer ${token}`)).toBe(200)
})

test('the offer to undo goes away by itself', async ({ page }) => {
  const { id } = await pairedDevice(hub.url, 'Odin 2')
  await page.clock.install()
  await open(page, id)
  await page.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
  for (let second = 0; second < 11; second += 1) await page.clock.runFor(1_000)
  await expect(page.getByRole('button', { name: 'Undo' })).toBeHidden()
})

test('handing over says first what happens, and ends its key', async ({ page }) => {
  const mia = await addPerson(hub.url, { username: 'mia' })
  const { id, token } = await pairedDevice(hub.url, 'Odin 2')
  await open(page, id)
  await page.getByRole('button', { name: 'Hand over' }).click()
  await expect(page.getByText('The saves it kept here stay with')).toBeVisible()
  await expectAccessible(page)
  const confirm = page.getByRole('dialog').getByRole('button', { name: 'Hand over' })
  await expect(confirm).toBeDisabled()
  await page.getByLabel('Who gets it?').selectOption({ label: 'mia' })
  await page.getByRole('switch', { name: 'Its saves go along' }).check()
  const [asked] = await Promise.all([page.waitForRequest(`**/api/devices/${id}/hand-over`), confirm.click()])
  expect(asked.postDataJSON()).toEqual({ person_id: mia.id, with_saves: true })
  await expect(page.getByRole('link', { name: 'mia' })).toBeVisible()
  await expect(page.getByText('It has no key')).toBeVisible()
  expect(await statusFor(hub.url, `Bearer ${token}`)).toBe(401)
  expect(await asOwner(hub.url, 'GET', `/api/devices/${id}`)).toMatchObject({ user_id: mia.id })
})

test('two entries of one machine are merged into the one that stays', async ({ page }) => {
  const old = await pairedDevice(hub.url, 'Odin, before')
  const now = await pairedDevice(hub.url, 'Odin, now')
  await open(page, old.id)
  await page.getByRole('button', { name: 'Merge with another' }).click()
  await page.getByLabel('The entry that stays').selectOption(now.id)
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Merge' }).click()
  await expect(page).toHaveURL(`${hub.url}/devices/${now.id}`)
  await expect(page.getByRole('heading', { name: 'Odin, now', level: 1 })).toBeVisible()
  expect(await statusFor(hub.url, `Bearer ${old.token}`)).toBe(200)
})

test('a copied card is explained, with what to do', async ({ page }) => {
  const { id } = await pairedDevice(hub.url, 'Odin 2')
  await page.route(`**/api/devices/${id}`, async (route) => {
    const answer = await route.fetch()
    const device = (await answer.json()) as object
    await route.fulfill({ json: { ...device, cloned_at: '2026-01-02T03:04:05.006Z' } })
  })
  await open(page, id)
  await expect(page.getByText('Two machines use this identity')).toBeVisible()
  await expect(page.getByText('What to do:')).toBeVisible()
  await expectAccessible(page)
})

test('a hostile name fits a phone, and an unknown device has a way on', async ({ page }) => {
  const { id } = await pairedDevice(hub.url, hostileName)
  await page.setViewportSize(phone.viewport)
  await open(page, id)
  await expect(page.locator('img')).toHaveCount(0)
  await expectAccessible(page)
  await page.goto(`${hub.url}/devices/nothing`)
  await expect(page.getByRole('heading', { name: 'This device is not here' })).toBeVisible()
  await expectAccessible(page)
})
