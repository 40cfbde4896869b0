import { expect, test } from '@playwright/test'
import { addPerson, basic, makeToken, pairedDevice, statusFor } from './household'
import { expectAccessible, hostileName, phone, signIn } from './page'
import { type HeadlessHub, startHub } from './start-hub'

test.use({ locale: 'en-US' })

let hub: HeadlessHub
test.beforeEach(async () => {
  hub = await startHub()
})
test.afterEach(() => hub.stop())

test('tells what was done, by whom and from where, newest first; by kind on request', async ({ page }) => {
  await pairedDevice(hub.url, 'Odin 2')
  await makeToken(hub.url, hostileName)
  await addPerson(hub.url, { username: 'mia', password: 'a password' })
  expect(await statusFor(hub.url, basic('mia', 'wrong'))).toBe(401)
  await page.goto(`${hub.url}/activity`)
  await signIn(page)
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible()
  const entries = page.getByRole('listitem').filter({ has: page.getByRole('paragraph') })
  await expect(entries.first()).toContainText('signed in')
  await expect(entries.filter({ hasText: 'Odin 2 was let in' })).toContainText('by you')
  await expect(entries.filter({ hasText: 'tried to sign in as mia and failed' })).toContainText(
    'from 127.0.0.1',
  )
  await expect(page.locator('img')).toHaveCount(0)
  await expectAccessible(page)

  await page.getByLabel('Show').selectOption({ label: 'Let in' })
  await expect(entries).toHaveCount(1)
  await expect(entries).toContainText('Odin 2')
  await page.getByLabel('Show').selectOption({ label: 'Devices merged' })
  await expect(page.getByText('Nothing of this kind')).toBeVisible()
  await page.setViewportSize(phone.viewport)
  await expectAccessible(page)
})

test('shows older entries on request', async ({ page }) => {
  for (let count = 0; count < 51; count += 1) {
    const { id } = await makeToken(hub.url, `Token ${count}`)
    await fetch(`${hub.url}/api/client-tokens/${id}`, {
      method: 'DELETE',
      headers: { authorization: basic('ben', 'Brücke & Ufer') },
    })
  }
  await page.goto(`${hub.url}/activity`)
  await signIn(page)
  await expect(page.getByText('Token Token 50 was made')).toBeVisible()
  await expect(page.getByText('Token Token 0 was made')).toBeHidden()
  await page.getByRole('button', { name: 'Show older' }).click()
  await expect(page.getByText('Token Token 0 was made')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Show older' })).toBeHidden()
})

test('says when the list cannot be had, and has it again', async ({ page }) => {
  await page.route('**/api/activity*', (route) => route.fulfill({ status: 500, json: { detail: 'x' } }))
  await page.goto(`${hub.url}/activity`)
  await signIn(page)
  await expect(page.getByText('Something went wrong inside Roost.')).toBeVisible()
  await expectAccessible(page)
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible()
})
