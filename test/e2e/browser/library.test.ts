import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { listRoms } from '../../../shared/api/roms'
import { addPerson, asOwner, pairedDevice } from './household'
import { expectAccessible, phone, signIn } from './page'
import { type HeadlessHub, startHub } from './start-hub'

test.use({ locale: 'en-US' })

let hub: HeadlessHub
let folder: string
test.beforeEach(async () => {
  hub = await startHub()
  folder = await mkdtemp(join(tmpdir(), 'roost-games-'))
})
test.afterEach(async () => {
  await hub.stop()
  await rm(folder, { recursive: true, force: true })
})

async function put(...files: readonly string[]): Promise<void> {
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), file)
  }
}

async function games(): Promise<Record<string, string>> {
  const { items } = listRoms.answer.parse(await asOwner(hub.url, 'GET', '/api/roms?limit=1000'))
  return Object.fromEntries(items.map((rom) => [rom.fs_name, rom.platform_slug]))
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(hub.url + path)
  await signIn(page)
  await expect(page.getByRole('navigation')).toBeVisible()
}

async function look(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Look what is there' }).click()
}

/** No look is answered until the returned function is called. */
async function holdLooks(page: Page): Promise<() => void> {
  let answer = (): void => undefined
  const allowed = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/api/library/look', async (route) => {
    await allowed
    // One that was given up meanwhile cannot go on.
    await route.continue().catch(() => undefined)
  })
  return answer
}

test('a folder is shown first, put right, added and read', async ({ page }) => {
  await put(
    'gba/Emerald (USA).gba',
    'gba/Ruby (USA).gba',
    'My hacks/Kaizo.smc',
    'Junk/thing.bin',
    'Loose.iso',
  )
  await pairedDevice(hub.url, 'Odin 2')
  await open(page, '/')
  await page.getByRole('link', { name: 'Choose the games' }).click()
  await expect(page.getByRole('heading', { name: 'Which games?' })).toBeVisible()
  await expectAccessible(page)

  await look(page)
  await expect(page.getByText('Say which folder.')).toBeVisible()
  await page.getByLabel('Folder', { exact: true }).fill(join(folder, 'nowhere'))
  await look(page)
  await expect(page.getByText('There is no folder')).toBeVisible()
  await expectAccessible(page)

  await page.getByLabel('Folder', { exact: true }).fill(folder)
  await look(page)
  await expect(page.getByRole('heading', { name: '4 games would be added' })).toBeFocused()
  expect(await games()).toEqual({})
  await expect(page.getByText('Roost could not tell a platform once.')).toBeVisible()
  await expectAccessible(page)
  // Somebody chooses faster than the hub looks: no choice undoes another.
  const letLook = await holdLooks(page)
  await page.getByLabel('Platform of My hacks').selectOption('snes')
  await page.getByLabel('Platform of Junk').selectOption({ label: 'Leave these out' })
  await page.getByLabel('Platform of In the folder itself').selectOption({ label: 'PlayStation' })
  await expect(page.getByLabel('Platform of My hacks')).toHaveValue('snes')
  await expect(page.getByRole('button', { name: 'Looking…' })).toBeVisible()
  letLook()
  await expect(page.getByRole('heading', { name: '4 games would be added' })).toBeVisible()
  await expect(page.getByText('1 left out')).toBeVisible()
  await page.getByRole('button', { name: 'Add 4 games' }).click()
  await expect(page.getByRole('heading', { name: '4 games are on the list' })).toBeVisible()
  await expectAccessible(page)
  expect(await games()).toEqual({
    'Emerald (USA).gba': 'gba',
    'Ruby (USA).gba': 'gba',
    'Kaizo.smc': 'snes',
    'Loose.iso': 'psx',
  })
  await page.getByRole('link', { name: 'See the game folders' }).click()
  await expect(page.getByRole('heading', { name: 'Game folders' })).toBeVisible()
})

test('a folder is watched, changed, and removed with undo', async ({ page }) => {
  await put(
    'gba/Emerald (USA).gba',
    'gba/Ruby (USA).gba',
    'My hacks/Kaizo.smc',
    'Junk/thing.bin',
    'Loose.iso',
  )
  const platforms = { 'My hacks': 'snes', Junk: '', '': 'psx' }
  await asOwner(hub.url, 'POST', '/api/library/folders', { path: folder, platforms })
  await open(page, '/library')
  await expect(page.getByText('Watched', { exact: true })).toBeVisible()
  await expect(page.getByText('4 games')).toBeVisible()
  await expectAccessible(page)
  // A watched folder: the page follows by the event stream.
  await put('gba/Sapphire (USA).gba')
  await expect(page.getByText('5 games')).toBeVisible()

  await page.getByRole('button', { name: `More for ${folder}` }).click()
  await page.getByRole('button', { name: 'Platforms…' }).click()
  await page.getByRole('dialog').getByLabel('Platform of Junk').selectOption({ label: 'Arcade' })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save and read again' }).click()
  await expect(page.getByText('6 games')).toBeVisible()
  expect(await games()).toMatchObject({ 'thing.bin': 'arcade' })

  await page.getByRole('button', { name: `More for ${folder}` }).click()
  await page.getByRole('button', { name: 'Remove…' }).click()
  await expect(page.getByText('Its 6 games stay in the list, marked missing')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('No folder of games')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('6 games')).toBeVisible()
  expect(await games()).toMatchObject({ 'thing.bin': 'arcade', 'Kaizo.smc': 'snes' })
})

test('a card and a list of names add games by name; what goes away says so', async ({ page }) => {
  await put('Roms/GBA/Emerald (USA).gba', 'Roms/Mystery/Thing.zip')
  await open(page, '/library/add')
  await page.getByRole('radio', { name: 'An SD card' }).check()
  await page.getByLabel('Where the card is').fill(folder)
  await look(page)
  await page.getByLabel('Platform of Roms/Mystery/*.zip').selectOption('arcade')
  await page.getByRole('button', { name: 'Add 2 games' }).click()
  await expect(page.getByRole('heading', { name: '2 games are on the list' })).toBeVisible()

  await page.getByRole('button', { name: 'Add more' }).click()
  await page.getByRole('radio', { name: 'A list of names' }).check()
  await look(page)
  await expect(page.getByText('Paste or type at least one name.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Names' }).fill('Emerald (USA).gba\nSNES/Chrono Trigger\nZelda')
  await expectAccessible(page)
  await look(page)
  await expect(page.getByRole('heading', { name: '1 game would be added' })).toBeVisible()
  await page.getByRole('button', { name: 'Back' }).click()
  await expect(page.getByRole('textbox', { name: 'Names' })).toHaveValue(
    'Emerald (USA).gba\nSNES/Chrono Trigger\nZelda',
  )
  await look(page)
  await page.getByLabel('Platform of Names without an ending').selectOption('gb')
  await page.getByRole('button', { name: 'Add 2 games' }).click()
  await expect(page.getByRole('heading', { name: '4 games are on the list' })).toBeVisible()
  expect(await games()).toEqual({
    'Emerald (USA).gba': 'gba',
    'Thing.zip': 'arcade',
    'Chrono Trigger.sfc': 'snes',
    'Zelda.gb': 'gb',
  })

  await asOwner(hub.url, 'POST', '/api/library/folders', { path: folder })
  await rm(folder, { recursive: true })
  await page.goto(`${hub.url}/library`)
  await expect(page.getByText('Not there')).toBeVisible()
  await expect(page.getByText('Its games stay in the list')).toBeVisible()
  await expectAccessible(page)
})

test('a member is not asked for games', async ({ page }) => {
  await addPerson(hub.url, { username: 'mia', password: 'a password' })
  await page.goto(`${hub.url}/library/add`)
  await page.getByLabel('Name', { exact: true }).fill('mia')
  await page.getByLabel('Password', { exact: true }).fill('a password')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation')).toBeVisible()
  await expect(page).toHaveURL(`${hub.url}/`)
})

test.describe('on a phone, in German', () => {
  test.use({ ...phone, locale: 'de-DE' })

  test('which games, what was found, and the folders', async ({ page }) => {
    await put(`gba/${'Ein sehr langer Name '.repeat(8)}.gba`, 'Unbekannt/Spiel.bin')
    await page.goto(`${hub.url}/library/add`)
    await page.getByLabel('Name', { exact: true }).fill('ben')
    await page.getByLabel('Passwort', { exact: true }).fill('Brücke & Ufer')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Welche Spiele?' })).toBeVisible()
    await expectAccessible(page)
    await page.getByLabel('Ordner', { exact: true }).fill(folder)
    await page.getByRole('button', { name: 'Nachsehen, was da ist' }).click()
    await expect(page.getByRole('heading', { name: '2 Spiele kämen hinzu' })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: '2 Spiele hinzufügen' }).click()
    await page.getByRole('link', { name: 'Zu den Spieleordnern' }).click()
    await expect(page.getByText('Beobachtet', { exact: true })).toBeVisible()
    await expectAccessible(page)
  })
})
