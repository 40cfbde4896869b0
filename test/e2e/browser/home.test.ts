import { expect, type Page, test } from '@playwright/test'
import { importGames } from '../../../shared/api/library'
import { asOwner, pairedDevice } from './household'
import { expectAccessible, phone, signIn } from './page'
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

async function addGame(name: string): Promise<number> {
  const body = { names: [name], preview: false }
  const answer = importGames.answer.parse(await asOwner(hub.url, 'POST', importGames.path, body))
  return answer.lines[0]?.rom_id ?? 0
}

/** A handheld stores a save, as grout does. */
async function save(device: { id: string; token: string }, game: number): Promise<void> {
  const form = new FormData()
  form.append('saveFile', new Blob([new Uint8Array(4_096).fill(7)]), 'Star Harvest.srm')
  const query = new URLSearchParams({ rom_id: String(game), slot: 'autosave', device_id: device.id })
  const response = await fetch(`${hub.url}/api/saves?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${device.token}` },
    body: form,
  })
  expect(response.ok).toBe(true)
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

  const game = await addGame('SNES/Star Harvest.sfc')
  await expect(page.getByRole('link', { name: 'Choose the games' })).toBeHidden()
  await expect(page.getByText('1 game is on the list')).toBeVisible()

  await save(deck, game)
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
