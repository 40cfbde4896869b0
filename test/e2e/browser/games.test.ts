import { randomBytes } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { addPerson, pairedDevice } from './household'
import { expectAccessible, phone, signIn } from './page'
import { gamesNamed, play } from './saves'
import { type HeadlessHub, owner, startHub } from './start-hub'

test.use({ locale: 'en-US' })

let hub: HeadlessHub
test.beforeEach(async () => {
  hub = await startHub()
})
test.afterEach(() => hub.stop())

async function open(page: Page, address = '/games'): Promise<void> {
  await page.goto(hub.url + address)
  await signIn(page)
  await expect(page.getByRole('heading', { name: 'Games', level: 1 })).toBeVisible()
}

function row(page: Page, name: string) {
  return page.getByRole('listitem').filter({ has: page.getByRole('link', { name }) })
}

test('games are found by name and platform; the number of their saves is true at once', async ({ page }) => {
  const [harvest = 0] = await gamesNamed(hub.url, 'gba', 'Star Harvest (USA).gba', 'Moon Patrol.gba')
  await gamesNamed(hub.url, 'snes', 'Castle of Rain.sfc')
  await open(page)
  await expect(page.getByRole('heading', { name: '3 games' })).toBeVisible()
  await expect(row(page, 'Star Harvest')).toContainText('No saves')
  await expectAccessible(page)

  const deck = await pairedDevice(hub.url, 'Deck')
  expect(await play(hub.url, deck, { game: harvest, bytes: randomBytes(512) })).toMatchObject({ status: 200 })
  await expect(row(page, 'Star Harvest')).toContainText('1 save')
  await play(hub.url, deck, { game: harvest, bytes: randomBytes(512), slot: 'second' })
  await expect(row(page, 'Star Harvest')).toContainText('2 saves')

  await page.getByRole('radio', { name: 'With saves' }).check()
  await expect(page.getByRole('heading', { name: '1 game' })).toBeVisible()
  await page.getByRole('radio', { name: 'File missing' }).check()
  await expect(page.getByText('No file is missing')).toBeVisible()
  await page.getByRole('button', { name: 'Show all games' }).click()
  await page.getByRole('button', { name: 'Super Nintendo' }).click()
  await expect(page.getByRole('heading', { name: '1 game' })).toBeVisible()
  await expect(row(page, 'Castle of Rain')).toBeVisible()
  await page.reload()
  await expect(row(page, 'Castle of Rain')).toBeVisible()
  await page.getByLabel('Search').fill('harvest')
  await expect(page.getByText('No game matches this search.')).toBeVisible()
  await expectAccessible(page)
})

test('the owner looks at the saves of somebody else', async ({ page }) => {
  const mia = await addPerson(hub.url, { username: 'mia', role: 'user' })
  const [harvest = 0] = await gamesNamed(hub.url, 'gba', 'Star Harvest (USA).gba')
  const theirs = await pairedDevice(hub.url, "Mia's", mia.id)
  await play(hub.url, theirs, { game: harvest, bytes: randomBytes(512) })
  await open(page)
  await expect(row(page, 'Star Harvest')).toContainText('No saves')
  await page.getByLabel('Saves of').selectOption('mia')
  await expect(row(page, 'Star Harvest')).toContainText('1 save')
})

test('nothing yet says what to do next', async ({ page }) => {
  await open(page)
  await expect(page.getByText('No games yet')).toBeVisible()
  await expectAccessible(page)
})

test.describe('on a phone, in French', () => {
  test.use({ ...phone, locale: 'fr-FR' })
  test('what narrows the list stands in one row', async ({ page }) => {
    await gamesNamed(hub.url, 'gba', 'Star Harvest.gba')
    await page.goto(`${hub.url}/games`)
    await page.locator('input[autocomplete=username]').fill(owner.name)
    await page.locator('input[type=password]').fill(owner.password)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('radio')).toHaveCount(3)
    const tops = await page
      .getByRole('radio')
      .evaluateAll((radios) => radios.map((one) => one.getBoundingClientRect().top))
    expect(new Set(tops).size).toBe(1)
    await expectAccessible(page)
  })
})

test.describe('on a phone', () => {
  test.use(phone)
  test('a long list scrolls to its end, asked for page by page', async ({ page }) => {
    const names = Array.from(
      { length: 2_000 },
      (_, index) => `Game ${String(index + 1).padStart(4, '0')}.gba`,
    )
    await gamesNamed(hub.url, 'gba', ...names)
    await open(page)
    await expect(page.getByRole('heading', { name: '2,000 games' })).toBeVisible()
    await expectAccessible(page)
    expect(await page.getByRole('link', { name: /^Game \d/ }).count()).toBeLessThan(200)
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight))
    await expect(page.getByRole('link', { name: 'Game 2000' })).toBeInViewport()
    await expect(page.getByRole('link', { name: 'Game 0001' })).toBeHidden()
  })
})
