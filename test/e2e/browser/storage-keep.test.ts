import { randomBytes } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { asOwner, pairedDevice } from './household'
import { expectAccessible, phone, signIn } from './page'
import { gamesNamed, play } from './saves'
import { type HeadlessHub, startHub } from './start-hub'

test.use({ locale: 'en-US' })

let hub: HeadlessHub
test.beforeEach(async () => {
  hub = await startHub()
})
test.afterEach(async () => {
  await hub.stop()
})

async function open(page: Page, path: string): Promise<void> {
  await page.goto(hub.url + path)
  await signIn(page)
  await expect(page.getByRole('navigation')).toBeVisible()
}

/** One line with so many versions, the ids of their saves in the order they arrived. */
async function versions(count: number): Promise<number[]> {
  const device = await pairedDevice(hub.url, 'Deck')
  const [game = 0] = await gamesNamed(hub.url, 'snes', 'Star Harvest.sfc')
  const ids: number[] = []
  for (let index = 0; index < count; index += 1) {
    const { save } = await play(hub.url, device, { game, bytes: randomBytes(4_096) })
    ids.push(save?.id ?? 0)
  }
  return ids
}

test('what is kept is chosen, and what would go is counted', async ({ page }) => {
  await versions(5)
  await open(page, '/storage')
  const kept = page.getByRole('region', { name: 'What is kept' })
  await expect(kept.getByRole('radio', { name: 'Everything' })).toBeChecked()
  await kept.getByRole('radio', { name: 'The newest versions' }).check()
  await expect(kept.getByText('Nothing would be let go now.')).toBeVisible()
  await kept.getByLabel('Newest versions of each slot').fill('none')
  await expect(kept.getByText('A whole number from 1 to 10,000.')).toBeVisible()
  await expectAccessible(page)
  await kept.getByLabel('Newest versions of each slot').fill('2')
  await kept.getByLabel('And everything of the last days').fill('0')
  await expect(kept.getByText('3 versions (12 kB) would be let go.')).toBeVisible()
  await kept.getByRole('button', { name: 'Keep it this way' }).click()
  await expect(kept.getByText('3 versions (12 kB) are let go with the next daily run.')).toBeVisible()
  await expect(page.getByText('5 versions')).toBeVisible()
})

test('old versions go only when asked twice', async ({ page }) => {
  await versions(5)
  await asOwner(hub.url, 'PUT', '/api/storage/retention', { keep: 'newest', newest: 2, days: 0 })
  await open(page, '/storage')
  const kept = page.getByRole('region', { name: 'What is kept' })
  await kept.getByRole('button', { name: 'Let them go now…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('This cannot be undone.')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('5 versions')).toBeVisible()
  await kept.getByRole('button', { name: 'Let them go now…' }).click()
  await dialog.getByRole('button', { name: 'Let them go for ever' }).click()
  await expect(kept.getByText('Nothing would be let go now.')).toBeVisible()
  await expect(page.getByText('2 versions')).toBeVisible()
  await expect(page.getByText('3 let go')).toBeVisible()
})

test('the bin is emptied after saying what goes', async ({ page }) => {
  const ids = await versions(3)
  await asOwner(hub.url, 'POST', '/api/versions/delete', { versions: ids.slice(0, 2) })
  await open(page, '/storage')
  await page.getByRole('link', { name: '2 in the bin (8 kB)' }).click()
  await page.getByRole('button', { name: 'Empty the bin…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('2 deleted saves go for ever.')).toBeVisible()
  await expect(dialog.getByText('8 kB are free again.')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Empty the bin for ever' }).click()
  await expect(page.getByText('The recycle bin is empty')).toBeVisible()
})

test.describe('on a phone', () => {
  test.use(phone)

  test('the choice of what is kept fits', async ({ page }) => {
    await versions(3)
    await open(page, '/storage')
    const kept = page.getByRole('region', { name: 'What is kept' })
    await kept.getByRole('radio', { name: 'The newest versions' }).check()
    await expect(kept.getByText('Nothing would be let go now.')).toBeVisible()
    await expectAccessible(page)
  })
})
