import { randomBytes } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { type Conflict, listConflicts } from '../../../shared/api/conflicts'
import { asOwner } from './household'
import { expectAccessible, phone, signIn } from './page'
import { gamesNamed, play } from './saves'
import { type HeadlessHub, startHub } from './start-hub'
import { bothPlayed, negotiate, type Syncing, syncingDevice } from './syncing'

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

async function inbox(state = 'open'): Promise<Conflict[]> {
  return listConflicts.answer.parse(await asOwner(hub.url, 'GET', `${listConflicts.path}?state=${state}`))
}

async function conflictOf(place: number) {
  return bothPlayed(hub.url, games[place] ?? 0, deck, miyoo)
}

function button(page: Page, name: string) {
  return page.getByRole('button', { name, exact: true })
}

/** One that was decided long ago. */
function earlier(id: number): Conflict {
  const at = '2026-01-02T03:04:05.678Z'
  return {
    id,
    line_id: 1,
    rom_id: games[0] ?? 0,
    kind: 'save',
    key: id === 1 ? 'the very first' : `slot-${id}`,
    device_id: miyoo.id,
    device_name: 'Old Miyoo',
    head_version_id: null,
    held_version_id: null,
    head: null,
    held: null,
    only_on_device: false,
    claimed: { content_hash: null, at: null, size_bytes: null },
    reason: 'unseen',
    opened_at: at,
    updated_at: at,
    closed_at: at,
    closed_by: 'person',
    decision: 'hub',
    decided_by: null,
  }
}

test('it opens live and is counted, both sides are shown, and the decision is carried out', async ({
  page,
}) => {
  await open(page)
  await expect(page.getByText('No save waits for a decision.')).toBeVisible()

  const { ofSecond } = await conflictOf(0)
  await expect(page.getByRole('status').filter({ hasText: 'Two saves need a decision' })).toHaveCount(1)
  await expect(page.getByRole('link', { name: 'Sync 1 decision waits for you' })).toBeVisible()
  const card = page.getByRole('region', { name: 'Two saves of Star Harvest' })
  await expect(card).toContainText('Living-room Deck and Old Miyoo were both played')
  await expect(card).toContainText('Current in Roost')
  await expect(card).toContainText('Kept aside')
  await expectAccessible(page)

  await card.getByRole('link', { name: 'See what differs' }).click()
  await expect(page.getByRole('heading', { name: 'Two saves of Star Harvest', level: 1 })).toBeVisible()
  await expect(page.getByText(/^\d{3} bytes differ\.$/)).toBeVisible()
  await expect(page.getByRole('main')).toContainText('32 kB')
  await expectAccessible(page)

  // By keyboard alone, with what it means said first.
  const choice = button(page, 'Continue with Old Miyoo’s save')
  await expect(choice).toHaveAccessibleDescription(/becomes the current save at once/)
  await choice.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('ben kept the one of Old Miyoo.')).toBeVisible()
  await expect(page.getByRole('main').getByText('Decided', { exact: true })).toBeVisible()
  expect(await inbox()).toEqual([])
  const { operations } = await negotiate(hub.url, miyoo, [{ game: games[0] ?? 0, bytes: ofSecond }])
  expect(operations.map(({ action }) => action)).toEqual(['no_op'])

  await page.getByRole('link', { name: 'Back to Sync' }).click()
  await page.getByText('Earlier decisions').click()
  await expect(page.getByText('ben kept the one of Old Miyoo.')).toBeVisible()
  await expectAccessible(page)
})

test('several are a list; the same for all of one device is decided at once', async ({ page }) => {
  for (const place of [0, 1, 2]) await conflictOf(place)
  await open(page)
  await expect(page.getByRole('heading', { name: '3 decisions wait for you' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: /^Decide about .?Tide Runner/ }).click()
  const all = page.getByRole('checkbox', { name: 'Decide the same about 2 other saves of Old Miyoo' })
  await expect(all).not.toBeChecked()
  await expect(page.getByRole('main').getByRole('radio')).toHaveCount(0)
  await expectAccessible(page)
  await all.check()
  await button(page, 'Keep both').click()
  await expect(page.getByRole('main').getByText('3 decided')).toBeVisible()
  await expect
    .poll(async () => (await inbox('closed')).map(({ decision }) => decision))
    .toEqual(['both', 'both', 'both'])
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Sync', exact: true })).toBeVisible()
})

test('a decision about what moved on is not taken, and what is true now is shown', async ({ page }) => {
  // Without its stream the page does not hear of what happens meanwhile.
  await page.route('**/api/events', (route) => route.abort())
  await conflictOf(0)
  await open(page)
  await expect(button(page, 'Keep both')).toBeVisible()
  await play(hub.url, deck, { game: games[0] ?? 0, bytes: randomBytes(900) })
  await button(page, 'Continue with Old Miyoo’s save').click()
  await expect(page.getByRole('main').getByText('A newer save arrived meanwhile')).toBeVisible()
  await expect(page.getByRole('main')).toContainText('900 bytes')
  await expectAccessible(page)
  expect(await inbox()).toHaveLength(1)

  const [entry] = await inbox()
  await asOwner(hub.url, 'POST', `/api/conflicts/${entry?.id}/decide`, {
    keep: 'hub',
    head: entry?.head_version_id,
  })
  await button(page, 'Keep both').click()
  await expect(page.getByRole('main').getByText('This was decided already')).toBeVisible()
  await expect(page.getByText('No save waits for a decision.')).toBeVisible()
  expect(await inbox('closed')).toMatchObject([{ decision: 'hub' }])
})

test('a side that changes while somebody looks is said; a save that is only on the device, too', async ({
  page,
}) => {
  const { ofSecond } = await conflictOf(0)
  const [entry] = await inbox()
  await open(page, `/sync/conflicts/${entry?.id}`)
  await expect(button(page, 'Keep both')).toBeVisible()
  await play(hub.url, deck, { game: games[0] ?? 0, bytes: randomBytes(900) })
  const moved = page.getByRole('main').getByText('This changed while you looked')
  await expect(moved).toBeVisible()
  await button(page, 'Understood').click()
  await expect(moved).toBeHidden()

  ofSecond.set(randomBytes(64), 0)
  await negotiate(hub.url, miyoo, [
    { game: games[0] ?? 0, bytes: ofSecond, updatedAt: '1970-01-01T00:00:09Z' },
  ])
  await expect(page.getByText('Still only on the device')).toBeVisible()
  await expect(page.getByText(/Its clock says .*19(69|70)/)).toBeVisible()
  await expect(page.getByText(/The newest save is still only on Old Miyoo/)).toBeVisible()
  await expectAccessible(page)
})

test('every earlier decision can be seen, however many there were', async ({ page }) => {
  const closed = Array.from({ length: 1_100 }, (_, index) => earlier(1_100 - index))
  await page.route(
    (url) => url.pathname === listConflicts.path && url.searchParams.get('state') === 'closed',
    (route) => {
      const asked = new URL(route.request().url()).searchParams
      const before = Number(asked.get('before') ?? Number.POSITIVE_INFINITY)
      return route.fulfill({
        json: closed.filter(({ id }) => id < before).slice(0, Number(asked.get('limit'))),
      })
    },
  )
  await open(page)
  await page.getByText('Earlier decisions').click()
  const older = button(page, 'Show older')
  await older.click()
  await older.click()
  await expect(older).toBeHidden()
  // Rows are drawn as one comes near them.
  const last = page.locator('details li').last()
  await expect(async () => {
    await last.scrollIntoViewIfNeeded()
    await expect(last).toContainText('the very first', { timeout: 500 })
  }).toPass()

  await page.goto(`${hub.url}/sync/conflicts/3`)
  await expect(page.getByText('This is settled.')).toBeVisible()
  await page.goto(`${hub.url}/sync/conflicts/1101`)
  await expect(page.getByRole('heading', { name: 'There is no such decision' })).toBeVisible()
})

test('an entry that does not exist says so', async ({ page }) => {
  await open(page, '/sync/conflicts/4711')
  await expect(page.getByRole('heading', { name: 'There is no such decision' })).toBeVisible()
})

test('Home leads with the decision and goes straight to it', async ({ page }) => {
  await conflictOf(0)
  await open(page, '/')
  await expect(page.getByRole('heading', { name: 'Two saves of one game need your decision' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Look and decide' }).click()
  await expect(page.getByRole('heading', { name: 'Two saves of Star Harvest', level: 1 })).toBeVisible()
})

test.describe('on a phone, in German', () => {
  test.use({ ...phone, locale: 'de-DE' })

  test('the inbox and one entry', async ({ page }) => {
    await conflictOf(0)
    await page.goto(`${hub.url}/sync`)
    await page.getByLabel('Name', { exact: true }).fill('ben')
    await page.getByLabel('Passwort', { exact: true }).fill('Brücke & Ufer')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Zwei Spielstände von Star Harvest' })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Sehen, was anders ist' }).click()
    await expect(page.getByRole('heading', { name: 'Was sich unterscheidet' })).toBeVisible()
    await expectAccessible(page)
  })
})
