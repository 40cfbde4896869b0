import { randomBytes } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { completeSync } from '../../../shared/api/sync'
import { importGames } from '../../../shared/api/library'
import { asOwner, makeToken } from './household'
import { expectAccessible, phone, signIn } from './page'
import { gamesNamed, play } from './saves'
import { type HeadlessHub, startHub } from './start-hub'
import { asDevice, bothPlayed, negotiate, type Syncing, syncingDevice } from './syncing'

test.use({ locale: 'en-US' })

let hub: HeadlessHub
let games: number[] = []
let deck: Syncing
let miyoo: Syncing
test.beforeEach(async () => {
  // Every rule of accessibility is looked at several times in each.
  test.slow()
  hub = await startHub()
  games = await gamesNamed(hub.url, 'snes', 'Star Harvest.sfc', 'Moon Orchard.sfc', 'Tide Runner.sfc')
  deck = await syncingDevice(hub.url, 'Living-room Deck', 'decky-romm-sync')
  miyoo = await syncingDevice(hub.url, 'Old Miyoo')
})
test.afterEach(() => hub.stop())

async function open(page: Page, path = '/sync'): Promise<void> {
  await page.goto(hub.url + path)
  await signIn(page)
  await expect(page.getByRole('navigation')).toBeVisible()
}

/** The part of the screen about one device. */
function device(page: Page, name: string) {
  return page.getByRole('region', { name: 'Devices' }).getByRole('listitem').filter({ hasText: name }).first()
}

function cell(page: Page, game: string, place: number) {
  return page.getByRole('row').filter({ hasText: game }).getByRole('cell').nth(place)
}

test('devices say what was seen of them, and each session what was to do and what came of it', async ({
  page,
}) => {
  await open(page)
  await expect(device(page, 'Old Miyoo')).toContainText('Never synced')
  await expect(device(page, 'Old Miyoo')).not.toContainText('Up to date')
  await expectAccessible(page)

  const [star = 0, moon = 0] = games
  const [ofStar, ofMoon] = [randomBytes(512), randomBytes(512)]
  await play(hub.url, deck, { game: star, bytes: ofStar })
  await play(hub.url, deck, { game: moon, bytes: ofMoon })
  const { session_id } = await negotiate(hub.url, miyoo, [{ game: games[2] ?? 0, bytes: randomBytes(64) }])
  await asDevice(hub.url, miyoo, completeSync.path.replace('{id}', String(session_id)), {
    operations_completed: 2,
    operations_failed: 1,
  })
  await expect(device(page, 'Living-room Deck')).toContainText('2 saves are current')
  await expect(device(page, 'Living-room Deck')).toContainText('Up to date')
  await page.getByText('Recent syncs of Old Miyoo').click()
  const session = device(page, 'Old Miyoo').getByRole('listitem').filter({ hasText: 'things to do' })
  await expect(session).toContainText('3 things to do, 1 failed')
  await session.getByText('3 things to do').click()
  await expect(session).toContainText('Offered, not fetched yet')
  await expect(session).toContainText('Asked for, not sent yet')
  await expect(session).toContainText('Roost did not have it yet.')
  await expectAccessible(page)
})

test('a clock that is off and what was refused last are told, without alarm', async ({ page }) => {
  const [star = 0] = games
  const { ofSecond } = await bothPlayed(hub.url, star, deck, miyoo)
  const ahead = new Date(Date.now() + 400 * 86_400_000).toISOString()
  await negotiate(hub.url, miyoo, [{ game: star, bytes: ofSecond, updatedAt: ahead }])
  await open(page)
  await expect(device(page, 'Old Miyoo')).toContainText(/Its clock is ahead by .* That harms nothing/)
  await expect(device(page, 'Old Miyoo')).toContainText(
    /Last refused: Star Harvest, .* had not seen the save/,
  )
  await expect(device(page, 'Old Miyoo')).toContainText('Needs a decision')
  await expect(cell(page, 'Star Harvest', 0)).toHaveText('Current')
  await expect(cell(page, 'Star Harvest', 1)).toHaveText('In conflict')
  await page.getByRole('button', { name: 'Continue with Living-room Deck’s save' }).click()
  await expect(cell(page, 'Star Harvest', 1)).toHaveText('Decided')
  await expect(device(page, 'Old Miyoo')).toContainText('1 decision is carried out at its next sync')
  await expectAccessible(page)
})

test('the table says who holds which version, also of very many games', async ({ page }) => {
  const [star = 0, moon = 0, tide = 0] = games
  const first = await play(hub.url, deck, { game: star, bytes: randomBytes(512) })
  await asDevice(hub.url, miyoo, `/api/saves/${first.save?.id}/downloaded`, { device_id: miyoo.id })
  await play(hub.url, deck, { game: moon, bytes: randomBytes(512) })
  for (const _ of [1, 2]) await negotiate(hub.url, miyoo, [])
  await play(hub.url, deck, { game: star, bytes: randomBytes(512) })
  await play(hub.url, deck, { game: tide, bytes: randomBytes(512) })
  await open(page)
  await expect(cell(page, 'Star Harvest', 1)).toHaveText('Older')
  await expect(cell(page, 'Moon Orchard', 1)).toHaveText('Not on this device')
  await expect(cell(page, 'Tide Runner', 1)).toHaveText('Never synced')
  await page.getByText('What the words mean').click()
  await expect(page.getByText('The device is known to have the newest save.')).toBeVisible()
  await expectAccessible(page)

  const names = Array.from({ length: 130 }, (_, index) => `snes/Long Tale ${index + 1}.sfc`)
  const { lines } = importGames.answer.parse(
    await asOwner(hub.url, 'POST', importGames.path, { names, preview: false }),
  )
  for (const { rom_id } of lines) await play(hub.url, deck, { game: rom_id ?? 0, bytes: randomBytes(32) })
  await page.reload()
  await expect(page.getByRole('row').filter({ hasText: 'Long Tale 1' }).first()).toBeVisible()
  expect(await page.getByRole('row').count()).toBeLessThan(120)
  const last = page.getByRole('row').filter({ hasText: 'Long Tale 130' })
  await expect(async () => {
    await page.keyboard.press('End')
    await expect(last).toBeVisible({ timeout: 500 })
  }).toPass()
})

test('what a program replaced without asking is told until somebody dismissed it', async ({ page }) => {
  const [star = 0] = games
  await play(hub.url, deck, { game: star, bytes: randomBytes(512) })
  const { raw_token: secret } = await makeToken(hub.url, 'script')
  const sent = await play(hub.url, { token: secret }, { game: star, bytes: randomBytes(512) })
  expect(sent.status).toBe(200)
  await open(page)
  const notices = page.getByRole('region', { name: 'Good to know' })
  await expect(notices).toContainText('replaced the save of Star Harvest')
  await expectAccessible(page)
  await notices.getByRole('button', { name: 'Dismiss' }).click()
  await expect(notices).toBeHidden()
})

test('play time of a game, by day and by device, also as a table', async ({ page }) => {
  const [star = 0] = games
  await play(hub.url, deck, { game: star, bytes: randomBytes(512) })
  const hour = 3_600_000
  for (const [days, who, hours] of [
    [0, deck, 2],
    [2, deck, 1],
    [2, miyoo, 0.5],
  ] as const) {
    const end = Date.now() - days * 24 * hour - 60_000
    const duration = hours * hour
    const at = (time: number) => new Date(Math.floor(time / 1000) * 1000).toISOString()
    await asDevice(hub.url, who, '/api/play-sessions', {
      device_id: who.id,
      sessions: [{ rom_id: star, start_time: at(end - duration), end_time: at(end), duration_ms: duration }],
    })
  }
  await open(page, `/games/${star}`)
  const card = page.getByRole('region', { name: 'Play time' })
  await expect(card).toContainText('3 hr 30 min in all')
  await expect(card.getByRole('img')).toHaveAccessibleName(/Most on .*: 2 hr/)
  await expect(card.getByRole('listitem').filter({ hasText: 'Old Miyoo' })).toContainText('30 min')
  await card.getByText('As a table').click()
  await expect(card.getByRole('row').nth(1)).toContainText('2 hr')
  await expectAccessible(page)
})

test.describe('on a phone', () => {
  test.use(phone)

  test('devices and the table fit', async ({ page }) => {
    await bothPlayed(hub.url, games[0] ?? 0, deck, miyoo)
    await open(page)
    await expect(page.getByText('In conflict').first()).toBeVisible()
    await expectAccessible(page)
  })
})
