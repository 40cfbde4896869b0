import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { pairedDevice } from './household'
import { zipOf } from '../../unit/blobs/zip-writer'
import { expectAccessible, signIn } from './page'
import { gamesNamed, play } from './saves'
import { type HeadlessHub, startHub } from './start-hub'

test.use({ locale: 'en-US' })

let hub: HeadlessHub
let folder: string
test.beforeEach(async () => {
  hub = await startHub()
  folder = await mkdtemp(join(tmpdir(), 'roost-retroarch-'))
})
test.afterEach(async () => {
  await hub.stop()
  await rm(folder, { recursive: true, force: true })
})

/** A folder as RetroArch keeps it: one save the hub has otherwise, one it has not, one of nothing it knows. */
async function retroArchFolder(): Promise<void> {
  const device = await pairedDevice(hub.url, 'Deck')
  const [game = 0] = await gamesNamed(hub.url, 'snes', 'Star Harvest.sfc', 'Moon Orchard.sfc')
  await play(hub.url, device, { game, bytes: randomBytes(4_096) })
  await mkdir(join(folder, 'saves', 'Snes9x'), { recursive: true })
  for (const name of ['Star Harvest.srm', 'Moon Orchard.srm', 'Nobody Knows.srm']) {
    await writeFile(join(folder, 'saves', 'Snes9x', name), randomBytes(4_096))
  }
}

async function expectFact(page: Page, label: string, value: string): Promise<void> {
  const fact = page.getByRole('dialog').locator('dl > div').filter({ hasText: label })
  await expect(fact.getByRole('definition')).toHaveText(value)
}

test('saves of RetroArch are looked at, taken in and taken back', async ({ page }) => {
  await retroArchFolder()
  await page.goto(`${hub.url}/storage`)
  await signIn(page)
  await page.getByRole('button', { name: 'Import saves' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import saves' })
  await expect(dialog.locator('input[type=file]')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('radio', { name: 'RetroArch' }).check()
  await dialog.getByLabel('Folder', { exact: true }).fill(folder)
  await dialog.getByRole('button', { name: 'Look what is there' }).click()

  await expect(dialog.getByRole('listitem')).toHaveCount(3)
  const known = dialog.getByRole('listitem').filter({ hasText: 'Star Harvest.srm' })
  await expect(known).toContainText('Kept in the history')
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Nobody Knows' })).toContainText('Not matched')
  await expectAccessible(page)
  await dialog.getByLabel('Where the hub has something else').selectOption('import')
  await expect(known).toContainText('Becomes the current save')
  await dialog.getByLabel('Show', { exact: true }).selectOption('unmatched')
  await expect(dialog.getByRole('listitem')).toHaveCount(1)
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()

  await expect(dialog.getByText('The import is done')).toBeVisible()
  await expectFact(page, 'Became current', '2')
  await expectFact(page, 'Left out', '1')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Take the import back' }).click()
  await expect(dialog.getByText('The import was taken back')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(dialog).toBeHidden()
})

async function openImport(page: Page): Promise<Locator> {
  await page.goto(`${hub.url}/storage`)
  await signIn(page)
  await page.getByRole('button', { name: 'Import saves' }).click()
  return page.getByRole('dialog', { name: 'Import saves' })
}

/** Two games of one name: only a person can tell which of them a save is of. */
async function aZipOfTwoSaves(): Promise<Buffer> {
  await gamesNamed(hub.url, 'snes', 'Star Harvest.sfc', 'Moon Orchard.sfc')
  await gamesNamed(hub.url, 'gba', 'Star Harvest.gba')
  return zipOf([
    { name: 'saves/Star Harvest.srm', content: randomBytes(4_096) },
    { name: 'saves/Moon Orchard.srm', content: randomBytes(4_096) },
  ])
}

test('a zip is sent from the page, and a person says which game a save is of', async ({ page }) => {
  const zip = await aZipOfTwoSaves()
  const dialog = await openImport(page)
  const look = dialog.getByRole('button', { name: 'Look what is there' })
  await look.click()
  await expect(dialog.getByText('Choose a zip file.')).toBeVisible()
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'saves.zip', mimeType: 'application/zip', buffer: zip })
  await look.click()

  const unsure = dialog.getByRole('listitem').filter({ hasText: 'Star Harvest.srm' })
  await expect(unsure).toContainText('it could be of several games')
  await expectAccessible(page)
  const choice = unsure.getByRole('combobox')
  await choice.selectOption({ index: 1 })
  await expect(unsure).not.toContainText('it could be of several games')
  await choice.selectOption({ label: 'Leave it out' })
  await expect(unsure).toContainText('it could be of several games')
  await choice.selectOption({ index: 1 })
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog.getByText('The import is done')).toBeVisible()
  await expectFact(page, 'Became current', '2')
  await expectFact(page, 'Left out', '0')
})

test('a save whose name is that of no game gets one by searching', async ({ page }) => {
  await gamesNamed(hub.url, 'snes', 'Star Harvest.sfc')
  const zip = zipOf([{ name: 'saves/my old file.srm', content: randomBytes(4_096) }])
  const dialog = await openImport(page)
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'saves.zip', mimeType: 'application/zip', buffer: zip })
  await dialog.getByRole('button', { name: 'Look what is there' }).click()
  const row = dialog.getByRole('listitem').filter({ hasText: 'my old file.srm' })
  await expect(row).toContainText('no game on the list has this name')
  await row.getByLabel('Name of a game').fill('zzz')
  await expect(row).toContainText('No game matches this search.')
  await row.getByLabel('Name of a game').fill('harvest')
  await row.getByRole('combobox').selectOption({ label: 'Star Harvest (Super Nintendo)' })
  await expect(row).not.toContainText('no game on the list has this name')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog.getByText('The import is done')).toBeVisible()
  await expectFact(page, 'Became current', '1')
})

test('on a phone the import needs no pushing about', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  const zip = await aZipOfTwoSaves()
  const dialog = await openImport(page)
  const wider = () => dialog.evaluate((element) => element.scrollWidth - element.clientWidth)
  expect(await wider()).toBe(0)
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'saves.zip', mimeType: 'application/zip', buffer: zip })
  await dialog.getByRole('button', { name: 'Look what is there' }).click()
  await expect(dialog.getByRole('listitem')).toHaveCount(2)
  expect(await wider()).toBe(0)
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeInViewport()
  await expectAccessible(page)
})

test('saves are written into a folder that was typed', async ({ page }) => {
  await retroArchFolder()
  await page.goto(`${hub.url}/storage`)
  await signIn(page)
  const card = page.getByRole('region', { name: 'Export' })
  await card.getByRole('button', { name: 'Write the files' }).click()
  await expect(card.getByLabel('Or into a folder')).toHaveAttribute('aria-invalid', 'true')
  const into = join(folder, 'out')
  await mkdir(into)
  await card.getByLabel('Or into a folder').fill(into)
  await card.getByRole('button', { name: 'Write the files' }).click()
  await expect(card.getByText('The files are in the folder')).toBeVisible()
  const written = await readdir(into, { recursive: true })
  expect(written.filter((name) => name.includes('Star Harvest'))).not.toEqual([])
})
