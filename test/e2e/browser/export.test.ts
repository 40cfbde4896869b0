import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { addPerson, pairedDevice } from './household'
import { expectAccessible, signIn } from './page'
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

/** Two versions of one save; answers the game and the newer bytes. */
async function aSave(): Promise<{ game: number; bytes: Buffer }> {
  const device = await pairedDevice(hub.url, 'Deck')
  const [game = 0] = await gamesNamed(hub.url, 'snes', 'Star Harvest.sfc')
  await play(hub.url, device, { game, bytes: randomBytes(4_096) })
  const bytes = randomBytes(4_096)
  await play(hub.url, device, { game, bytes })
  return { game, bytes }
}

async function downloaded(page: Page): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as a zip' }).click(),
  ])
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

test('everything, one person and one game are fetched as a zip', async ({ page }) => {
  await addPerson(hub.url, { username: 'mia', password: 'a password' })
  const { game, bytes } = await aSave()
  await page.goto(`${hub.url}/storage`)
  await signIn(page)
  await expect(page.getByLabel('Whose saves')).toBeVisible()
  await expectAccessible(page)
  const all = await downloaded(page)
  expect(all.name).toMatch(/^roost-saves-\d{4}-\d\d-\d\d\.zip$/)
  // Saves are stored as they are, so a zip has their bytes in one piece.
  expect(all.bytes.includes(bytes)).toBe(true)
  await page.getByLabel('Whose saves').selectOption('mia')
  const mias = await downloaded(page)
  expect(mias.name).toContain('roost-saves-mia-')
  expect(mias.bytes.includes(bytes)).toBe(false)

  await page.goto(`${hub.url}/games/${game}`)
  await page.getByRole('button', { name: 'Export…' }).click()
  await expectAccessible(page)
  await page.getByRole('switch', { name: 'Earlier versions too' }).check()
  const one = await downloaded(page)
  expect(one.name).toContain('Star Harvest')
  expect(one.bytes.includes(bytes)).toBe(true)
  expect(one.bytes.length).toBeGreaterThan(2 * bytes.length)
})
