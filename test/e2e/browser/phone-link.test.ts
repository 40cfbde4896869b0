import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { linkPerson } from '../../../shared/api/users'
import { askToPair, collect } from './handheld'
import { expectAccessible, phone, signIn } from './page'
import { startHub } from './start-hub'

test.use({ locale: 'en-US' })

test('a phone is linked once by a code, and may then approve', async ({ page, browser }) => {
  const hub = await startHub()
  await page.goto(`${hub.url}/devices`)
  await signIn(page)
  const answered = page.waitForResponse((response) => response.url().includes('/api/people/'))
  await page.getByRole('button', { name: 'Link a phone' }).click()
  const { code } = linkPerson.answer.parse(await (await answered).json())
  await expect(page.getByRole('img', { name: 'QR code that signs one phone in' })).toBeVisible()
  await expectAccessible(page)

  const mobile = await browser.newContext({ ...phone, locale: 'en-US' })
  const first = await mobile.newPage()
  await first.goto(`${hub.url}/link#${code}`)
  await expect(first.getByRole('heading', { name: 'This phone is linked' })).toBeVisible()
  await expect(first).toHaveURL(`${hub.url}/link`)
  await expectAccessible(first)
  const asked = await askToPair(hub.url, 'Miyoo')
  await first.goto(hub.url + asked.verification_path_complete)
  await first.getByRole('button', { name: 'Approve' }).click()
  await expect(first.getByRole('heading', { name: /Miyoo.* is let in/ })).toBeVisible()
  await collect(hub.url, asked)
  await mobile.close()

  const stranger = await browser.newContext({ ...phone, locale: 'en-US' })
  const second = await stranger.newPage()
  await second.goto(`${hub.url}/link#${code}`)
  await expect(second.getByRole('heading', { name: 'This phone is not linked' })).toBeVisible()
  await expectAccessible(second)
  await stranger.close()
  await hub.stop()
})

test('the one-time address in the data folder makes the owner', async ({ page }) => {
  const hub = await startHub({ withOwner: false })
  const link = (await readFile(join(hub.dataFolder, 'setup-link'), 'utf8')).trim()
  await page.goto(`${hub.url}/setup${new URL(link).hash}`)
  await expect(page.getByRole('heading', { name: 'Set up this Roost' })).toBeVisible()
  await page.getByRole('button', { name: 'Make me the owner' }).click()
  await expect(page.getByLabel('Your name')).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page)
  await page.getByLabel('Your name').fill('Mia')
  await page.getByLabel('Password', { exact: true }).fill('Grüße 123')
  await page.getByLabel('Password once more').fill('Grüße 123')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Welcome to Roost' })).toBeVisible()
  await expect(page.getByText('Signed in as mia')).toBeVisible()
  await hub.stop()
})
