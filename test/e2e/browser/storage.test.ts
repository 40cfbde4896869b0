import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { addPerson, pairedDevice } from './household'
import { expectAccessible, phone, signIn } from './page'
import { gamesNamed, play } from './saves'
import { type HeadlessHub, startHub } from './start-hub'

test.use({ locale: 'en-US' })

let hub: HeadlessHub
let folder: string
test.beforeEach(async () => {
  hub = await startHub()
  folder = await mkdtemp(join(tmpdir(), 'roost-backups-'))
})
test.afterEach(async () => {
  await hub.stop()
  await rm(folder, { recursive: true, force: true })
})

async function open(page: Page, path = '/storage'): Promise<void> {
  await page.goto(hub.url + path)
  await signIn(page)
  await expect(page.getByRole('navigation')).toBeVisible()
}

/** Two games on two platforms, with a save each. */
async function twoSaves(): Promise<void> {
  const device = await pairedDevice(hub.url, 'Deck')
  const games = [
    ...(await gamesNamed(hub.url, 'snes', 'Star Harvest.sfc')),
    ...(await gamesNamed(hub.url, 'gba', 'Emerald.gba')),
  ]
  for (const game of games) {
    expect(await play(hub.url, device, { game, bytes: randomBytes(8_192) })).toMatchObject({ status: 200 })
  }
}

test('how much is kept, by platform and person, and how full the disk is', async ({ page }) => {
  await addPerson(hub.url, { username: 'mia', password: 'a password' })
  await open(page)
  await expect(page.getByText('No save has arrived yet.')).toBeVisible()
  await expectAccessible(page)
  // The page follows by the event stream.
  await twoSaves()
  await expect(page.getByText('2 versions')).toBeVisible()
  await expect(page.getByText('Super Nintendo')).toBeVisible()
  await expect(page.getByText('Game Boy Advance')).toBeVisible()
  await expect(page.getByText(/ free of /)).toBeVisible()
  await expectAccessible(page)
})

test('a folder for backups is picked, the first one made and shown; then no more', async ({ page }) => {
  await twoSaves()
  await open(page)
  const backups = page.getByRole('region', { name: 'Backups' })
  await expect(backups.getByText('No backup yet')).toBeVisible()
  await backups.getByRole('button', { name: 'Keep backups here' }).click()
  await expect(backups.getByText('Say which folder.')).toBeVisible()
  await backups.getByLabel('Folder').fill(join(folder, 'nowhere'))
  await backups.getByRole('button', { name: 'Keep backups here' }).click()
  await expect(backups.getByRole('alert').filter({ hasText: 'nowhere' })).toBeVisible()
  await expectAccessible(page)
  await backups.getByLabel('Folder').fill(folder)
  await backups.getByRole('button', { name: 'Keep backups here' }).click()
  await expect(backups.getByText('Good and checked')).toBeVisible()
  await expect(backups.getByText('2 contents')).toBeVisible()
  expect(await readdir(folder)).not.toEqual([])
  await backups.getByText('How everything comes back').click()
  await expect(backups.getByText(`--restore ${folder}`)).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('link', { name: 'Home', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'All 2 saves are safe' })).toBeVisible()
  await expect(page.getByText('Nothing needs you.')).toBeVisible()
  await page.getByRole('link', { name: 'Storage', exact: true }).click()

  await backups.getByRole('button', { name: 'Stop backups…' }).click()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Stop backups' }).click()
  await expect(backups.getByText('No backup yet')).toBeVisible()
  expect(await readdir(folder)).not.toEqual([])
})

test('all saves are checked, and what is damaged is named', async ({ page }) => {
  await twoSaves()
  await open(page)
  const check = page.getByRole('region', { name: 'Check' })
  await check.getByRole('button', { name: 'Check all saves' }).click()
  await expect(check.getByText('2 contents were read and compared.')).toBeVisible()

  const blobs = join(hub.dataFolder, 'blobs')
  const damaged = (await readdir(blobs, { recursive: true })).find((name) => /[0-9a-f]{60,}$/.test(name))
  await writeFile(join(blobs, damaged ?? ''), 'not what it was')
  await check.getByRole('button', { name: 'Check all saves' }).click()
  await expect(check.getByText('Finished, but not everything went well.')).toBeVisible()
  await expect(check.getByText('its bytes are damaged')).toBeVisible()
  await expectAccessible(page)

  // The hub forgets its jobs; what was found it does not.
  await hub.halt()
  await hub.resume()
  await page.reload()
  await expect(check.getByText('The last check found damage')).toBeVisible()
  await expect(check.getByText('Damaged or missing, and not put back: 1.')).toBeVisible()
  await expectAccessible(page)
})

test.describe('on a phone, in German', () => {
  test.use({ ...phone, locale: 'de-DE' })

  test('everything fits', async ({ page }) => {
    await twoSaves()
    await page.goto(`${hub.url}/storage`)
    await page.getByLabel('Name', { exact: true }).fill('ben')
    await page.getByLabel('Passwort', { exact: true }).fill('Brücke & Ufer')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Speicher', level: 1 })).toBeVisible()
    await expect(page.getByText('2 Fassungen')).toBeVisible()
    await expectAccessible(page)
  })
})
