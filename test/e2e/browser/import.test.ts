import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { pairedDevice } from './household'
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
