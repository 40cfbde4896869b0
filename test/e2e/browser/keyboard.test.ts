import { expect, test } from '@playwright/test'
import { askToPair, collect } from './handheld'
import { expectAccessible, signIn } from './page'
import { type HeadlessHub, startHub } from './start-hub'

test.use({ viewport: { width: 1120, height: 740 }, locale: 'en-US' })

let hub: HeadlessHub
test.beforeEach(async ({ page }) => {
  hub = await startHub()
  await page.goto(hub.url)
  await signIn(page)
  await expect(page.getByRole('heading', { name: 'Welcome to Roost' })).toBeVisible()
})
test.afterEach(() => hub.stop())

test('F1 and ? show every shortcut, Escape takes the list away and gives the focus back', async ({
  page,
}) => {
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  const devices = page.getByRole('link', { name: 'Devices', exact: true })
  for (const key of ['F1', '?']) {
    await devices.focus()
    await page.keyboard.press(key)
    await expect(list).toBeVisible()
    await expect(list.getByText('G then D')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(list).toBeHidden()
    await expect(devices).toBeFocused()
  }
  await page.keyboard.press('F1')
  await expectAccessible(page)
})

test('the places by two keys; a search by one; and none of it while somebody writes', async ({ page }) => {
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await expect(page.getByRole('heading', { name: 'Tokens', level: 1 })).toBeFocused()
  await page.keyboard.press('g')
  await page.keyboard.press('g')
  await expect(page.getByRole('heading', { name: 'Games', level: 1 })).toBeFocused()
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await expect(page.getByRole('heading', { name: 'Sync', level: 1 })).toBeFocused()
  await page.goto(`${hub.url}/reference`)
  const search = page.getByRole('searchbox')
  await expect(search).toBeVisible()
  await page.keyboard.press('/')
  await expect(search).toBeFocused()
  await page.keyboard.type('g?/gd')
  await expect(search).toHaveValue('g?/gd')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page).toHaveURL(/\/reference$/)
})

test('who turns the single keys off has F1 alone, also after a reload', async ({ page }) => {
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await page.getByRole('button', { name: 'Show keyboard shortcuts' }).click()
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await list.getByRole('switch', { name: 'Shortcuts without Ctrl' }).uncheck()
  await expect(list.getByText('G then D')).toHaveCount(0)
  await list.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('button', { name: 'Show keyboard shortcuts' })).toBeFocused()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
  for (const key of ['?', 'g', 'h']) await page.keyboard.press(key)
  await expect(list).toHaveCount(0)
  await expect(page).toHaveURL(/\/settings$/)
  await page.keyboard.press('F1')
  await expect(list).toBeVisible()
})

test('a request is found and approved without leaving the keyboard', async ({ page }) => {
  const asked = await askToPair(hub.url, 'Deck')
  await expect(page.getByRole('heading', { name: 'A handheld wants to join' })).toBeVisible()
  // Elsewhere it approves nothing.
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await expect(page.getByRole('heading', { name: /Deck.* wants to pair/ })).toBeFocused()
  await expect(page.getByRole('button', { name: 'Approve' })).toBeEnabled()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: /is let in/ })).toBeFocused()
  expect(await collect(hub.url, asked)).toMatchObject({ access_token: expect.stringMatching(/^rmm_/) })
})
