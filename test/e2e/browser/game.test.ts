import { randomBytes } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { listLines, listVersions, type SaveLine, type Version } from '../../../shared/api/versions'
import { mostFromPage } from '../../../renderer/api/upload-save'
import { zipOf } from '../../unit/blobs/zip-writer'
import { asOwner, ownerCredential, pairedDevice } from './household'
import { expectAccessible, expectRefused, phone, signIn } from './page'
import { gamesNamed, play } from './saves'
import { type HeadlessHub, startHub } from './start-hub'

test.use({ locale: 'en-US' })

let hub: HeadlessHub
let game = 0
let deck: { id: string; token: string }
test.beforeEach(async () => {
  hub = await startHub()
  ;[game = 0] = await gamesNamed(hub.url, 'gba', 'Star Harvest (USA).gba')
  deck = await pairedDevice(hub.url, 'Deck')
})
test.afterEach(() => hub.stop())

async function open(page: Page): Promise<void> {
  await page.goto(`${hub.url}/games/${game}`)
  await signIn(page)
  await expect(page.getByRole('heading', { name: 'Star Harvest', level: 1 })).toBeVisible()
}

async function played(...contents: readonly Uint8Array[]): Promise<void> {
  for (const bytes of contents) {
    expect(await play(hub.url, deck, { game, bytes })).toMatchObject({ status: 200 })
  }
}

async function lines(): Promise<SaveLine[]> {
  return listLines.answer.parse(await asOwner(hub.url, 'GET', `/api/lines?rom_id=${game}`))
}

/** Newest first, of the only line. */
async function history(): Promise<Version[]> {
  const [line] = await lines()
  return listVersions.answer.parse(await asOwner(hub.url, 'GET', `/api/lines/${line?.id}/versions`))
}

async function headContent(): Promise<Buffer> {
  const [line] = await lines()
  const response = await fetch(`${hub.url}/api/versions/${line?.head_version_id}/content`, {
    headers: { authorization: ownerCredential },
  })
  return Buffer.from(await response.arrayBuffer())
}

/** The versions in the page, newest first. */
function rows(page: Page) {
  return page.getByRole('main').locator('ol > li')
}

async function act(page: Page, place: number, action: string): Promise<void> {
  await rows(page).nth(place).getByRole('button', { name: 'More about' }).click()
  await page.getByRole('button', { name: action, exact: true }).click()
}

/** The last thing that was done. */
async function undo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Undo' }).last().click()
}

test('the history says what came from where and changed what; restoring is undone', async ({ page }) => {
  const [first, second] = [randomBytes(32_768), randomBytes(32_768)]
  second.set(first.subarray(0, 32_000))
  await played(first, second)
  await open(page)
  await expect(rows(page).nth(0)).toContainText('Current')
  await expect(rows(page).nth(0)).toContainText(/from Deck.*32 kB.*7[56]\d bytes changed/)
  await expect(rows(page).nth(0).getByRole('list', { name: 'On these devices now' })).toContainText('Deck')
  await expect(rows(page).nth(1)).toContainText('first save')
  await expect(page.getByRole('region', { name: 'Who holds what' })).toContainText('Current')
  await expectAccessible(page)

  // It comes into the page by itself.
  const third = randomBytes(500)
  await played(third)
  await expect(rows(page)).toHaveCount(3)
  await expect(rows(page).nth(0)).toContainText('−32 kB')

  await rows(page).nth(2).getByRole('button', { name: 'Restore' }).click()
  await expect(rows(page)).toHaveCount(4)
  expect(await headContent()).toEqual(first)
  await expect(page.getByRole('region', { name: 'Who holds what' })).toContainText('An older one')
  await undo(page)
  await expect(rows(page)).toHaveCount(5)
  expect(await headContent()).toEqual(third)
})

test('a version is pinned, noted, deleted, and comes back from the bin', async ({ page }) => {
  await played(randomBytes(512), randomBytes(512), randomBytes(512))
  await open(page)
  await act(page, 1, 'Pin')
  await expect(rows(page).nth(1)).toContainText('Pinned')
  await act(page, 1, 'Add a note')
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Note' }).fill('before the final boss')
  await page.keyboard.press('Enter')
  await expect(rows(page).nth(1)).toContainText('before the final boss')
  expect((await history())[1]).toMatchObject({ pinned: true, note: 'before the final boss' })

  await act(page, 2, 'Delete')
  await expect(rows(page).nth(2)).toContainText('In the recycle bin')
  await undo(page)
  await expect(rows(page).nth(2)).not.toContainText('In the recycle bin')
  await act(page, 2, 'Delete')
  await expect(rows(page).nth(2)).toContainText('In the recycle bin')
  await act(page, 0, 'Delete')
  await expect(rows(page).nth(0)).toContainText('In the recycle bin')
  await expect(rows(page).nth(1)).toContainText('Current')

  await page.getByRole('link', { name: 'Games', exact: true }).first().click()
  await page.getByRole('link', { name: 'Recycle bin' }).click()
  await expect(page.getByRole('heading', { name: '2 deleted saves' })).toBeVisible()
  await expectAccessible(page)
  await page
    .getByRole('button', { name: /^Restore the save of/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { name: '1 deleted save' })).toBeVisible()
  await undo(page)
  await expect(page.getByRole('heading', { name: '2 deleted saves' })).toBeVisible()
  await page.getByRole('checkbox', { name: 'Choose all' }).check()
  await page.getByRole('button', { name: 'Restore 2 saves' }).click()
  await expect(page.getByText('The recycle bin is empty')).toBeVisible()
  await expectAccessible(page)
  expect((await history()).map(({ state }) => state)).toEqual(['head', 'past', 'past'])
})

test('two versions are compared, and what is in one is looked at', async ({ page }) => {
  const archive = (files: Record<string, string>) =>
    zipOf(Object.entries(files).map(([name, text]) => ({ name, content: Buffer.from(text) })))
  const bytes = Buffer.alloc(64)
  bytes.write('HELLO', 16)
  const other = Buffer.from(bytes)
  other[17] = 0x7a
  await played(bytes, other, archive({ 'a.sav': '1' }), archive({ 'a.sav': '2', 'b.sav': '<img src=x>' }))
  await open(page)
  await expect(rows(page).nth(0)).toContainText('1 file changed, 1 file added')

  await act(page, 3, 'Look inside')
  await expect(page.getByRole('region', { name: 'Its bytes' })).toContainText('48 45 4c 4c 4f')
  await expect(page.getByRole('region', { name: 'Its bytes' })).toContainText('HELLO')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Close' }).click()

  await act(page, 2, 'Compare with another…')
  await expect(page.getByText('Choose the version to compare')).toBeVisible()
  await expectAccessible(page)
  await rows(page).nth(3).getByRole('button', { name: 'Compare' }).click()
  await expect(page.getByText('1 byte differs.')).toBeVisible()
  await expect(page.getByRole('row', { name: /000010/ })).toContainText(/45.*7a/)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Close' }).click()

  await act(page, 0, 'Compare with another…')
  await rows(page).nth(1).getByRole('button', { name: 'Compare' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'b.sav' })).toContainText('Added')
  await expect(page.getByRole('listitem').filter({ hasText: 'a.sav' })).toContainText('Changed')
  await expectAccessible(page)
})

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Upload a file' }).click()
  await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer })
}

test('a file is uploaded by hand, becomes the current save, and that is undone', async ({ page }) => {
  await open(page)
  await expect(page.getByText('No save of this game yet')).toBeVisible()
  await expectAccessible(page)
  const mine = randomBytes(1_000)
  await choose(page, 'mine.srm', mine)
  await expect(rows(page).nth(0)).toContainText('Current')
  expect(await headContent()).toEqual(mine)
  await page
    .getByRole('button', { name: 'Hide' })
    .or(page.getByRole('button', { name: 'Dismiss' }))
    .click()

  const next = randomBytes(1_200)
  await choose(page, 'next.srm', next)
  await expect(rows(page)).toHaveCount(2)
  expect(await headContent()).toEqual(next)
  await undo(page)
  await expect(rows(page)).toHaveCount(3)
  expect(await headContent()).toEqual(mine)

  await choose(page, 'empty.srm', Buffer.alloc(1_000))
  await expect(page.getByText('The file was kept aside')).toBeVisible()
  await expect(rows(page).nth(0)).toContainText('Kept aside')
  expect(await headContent()).toEqual(mine)
  await choose(page, 'large.srm', Buffer.alloc(mostFromPage + 1))
  await expect(page.getByText('larger than 32 MB')).toBeVisible()
  expect(await history()).toHaveLength(4)
})

test('a download has the very bytes and the name of the save', async ({ page }) => {
  const bytes = randomBytes(700)
  await played(bytes)
  await open(page)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download the save of' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^Star Harvest \(USA\).*\.srm$/)
  const pieces: Buffer[] = []
  for await (const piece of await file.createReadStream()) pieces.push(Buffer.from(piece as Uint8Array))
  expect(Buffer.concat(pieces)).toEqual(bytes)
})

test('a slot is renamed, which is undone, and merged into another one', async ({ page }) => {
  await played(randomBytes(512))
  await play(hub.url, deck, { game, bytes: randomBytes(512), slot: 'second' })
  await open(page)
  await page.getByRole('button', { name: 'More about second' }).click()
  await page.getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('autosave')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expectRefused(page, /This game has saves under that name already/)
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Name' }).fill('Before the end')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Before the end' })).toBeVisible()
  await undo(page)
  await expect(page.getByRole('heading', { name: 'second' })).toBeVisible()

  await page.getByRole('button', { name: 'More about second' }).click()
  await page.getByRole('button', { name: 'Merge into another…' }).click()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Merge' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect
    .poll(async () => (await lines()).find(({ key }) => key === 'autosave')?.versions)
    .toBeGreaterThan(1)
})

test('where all stands in one column, who holds the save is told before the history', async ({ page }) => {
  await page.setViewportSize({ width: 900, height: 600 })
  await played(randomBytes(512), randomBytes(512))
  await open(page)
  const headings = page.getByRole('heading', { level: 2 })
  await expect(headings).toHaveText(['Who holds what', 'autosave'])
  await expect(page.getByRole('heading', { name: 'Who holds what' })).toBeInViewport()
  await page.setViewportSize({ width: 1600, height: 1000 })
  await expect(headings).toHaveText(['autosave', 'Who holds what'])
})

test('a game nobody knows is said to be unknown', async ({ page }) => {
  game = 999_999_999
  await page.goto(`${hub.url}/games/${game}`)
  await signIn(page)
  await expect(page.getByRole('heading', { name: 'This game is not here' })).toBeVisible()
  await expectAccessible(page)
})

test.describe('on a phone, in German', () => {
  test.use({ ...phone, locale: 'de-DE' })
  test('history and bin fit and are read', async ({ page }) => {
    await played(randomBytes(512), randomBytes(512))
    await page.goto(`${hub.url}/games/${game}`)
    await page.getByLabel('Name', { exact: true }).fill('ben')
    await page.getByLabel('Passwort', { exact: true }).fill('Brücke & Ufer')
    await page.keyboard.press('Enter')
    await expect(rows(page).nth(0)).toContainText('Aktuell')
    await expect(rows(page).nth(1)).toContainText('erster Spielstand')
    await expectAccessible(page)
    await rows(page).nth(1).getByRole('button', { name: 'Mehr zum Spielstand' }).click()
    await page.getByRole('button', { name: 'Löschen', exact: true }).click()
    await expect(rows(page).nth(1)).toContainText('Im Papierkorb')
    await page.goto(`${hub.url}/bin`)
    await expect(page.getByRole('heading', { name: '1 gelöschter Spielstand' })).toBeVisible()
    await expectAccessible(page)
  })
})
