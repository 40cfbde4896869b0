import { randomBytes } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { pairedDevice } from './household'
import { expectAccessible, phone, signIn } from './page'
import { gamesNamed, play } from './saves'
import { type HeadlessHub, startHub } from './start-hub'

test.use({ locale: 'en-US' })

let hub: HeadlessHub
test.beforeEach(async () => {
  hub = await startHub()
})
test.afterEach(() => hub.stop())

async function open(page: Page): Promise<void> {
  await page.goto(hub.url)
  await signIn(page)
  await expect(page.getByRole('navigation')).toBeVisible()
}

test('Home leads with what needs a person: games, then a backup; and tells of saves as they arrive', async ({
  page,
}) => {
  await open(page)
  await expect(page.getByRole('heading', { name: 'Welcome to Roost' })).toBeVisible()
  const deck = await pairedDevice(hub.url, 'Deck')
  await expect(page.getByRole('heading', { name: 'One thing is left to do' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Choose the games' })).toBeVisible()
  await expect(page.getByText('No backup yet')).toBeVisible()
  await expectAccessible(page)

  const [game = 0] = await gamesNamed(hub.url, 'snes', 'Star Harvest.sfc')
  await expect(page.getByRole('link', { name: 'Choose the games' })).toBeHidden()
  await expect(page.getByText('1 game is on the list')).toBeVisible()

  expect(await play(hub.url, deck, { game, bytes: randomBytes(512) })).toMatchObject({ status: 200 })
  await expect(page.getByRole('heading', { name: '1 save, and no backup yet' })).toBeVisible()
  await expect(page.getByText('in 1 game · 1 version kept')).toBeVisible()
  await expect(page.getByText('Star Harvest, from Deck')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Set up backups' }).click()
  await expect(page).toHaveURL(`${hub.url}/storage`)
})

test.describe('on a phone', () => {
  test.use(phone)

  test('four places at the foot, the rest behind one, and nothing too wide', async ({ page }) => {
    await pairedDevice(hub.url, 'Deck')
    await open(page)
    await expect(page.getByRole('heading', { name: 'One thing is left to do' })).toBeVisible()
    await expectAccessible(page)
    await expect(page.getByRole('navigation').getByRole('link')).toHaveCount(4)
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Activity' }).click()
    await expect(page.getByRole('heading', { name: 'Activity', level: 1 })).toBeVisible()
    await expect(page.getByRole('navigation').getByRole('link')).toHaveCount(4)
  })
})
