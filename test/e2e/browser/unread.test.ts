import { randomBytes } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { events } from '../../../shared/api/health'
import { asOwner, pairedDevice } from './household'
import { expectAccessible, signIn } from './page'
import { gamesNamed, play } from './saves'
import { type HeadlessHub, startHub } from './start-hub'

test.use({ viewport: { width: 900, height: 600 }, locale: 'en-US' })

let hub: HeadlessHub
let deck: { id: string; token: string }
test.beforeEach(async ({ page }) => {
  hub = await startHub()
  deck = await pairedDevice(hub.url, 'Deck')
  await page.goto(hub.url)
  await signIn(page)
  await expect(page.getByRole('heading', { name: 'One thing is left to do' })).toBeVisible()
})
test.afterEach(() => hub.stop())

/** Of what is asked for under these addresses nothing can be read, until the returned function is called. */
async function breakAll(page: Page, ...paths: readonly string[]): Promise<() => Promise<void>> {
  const isBroken = ({ pathname }: URL) => paths.some((path) => pathname.startsWith(path))
  await page.route(isBroken, (route) => route.fulfill({ status: 500, json: { detail: 'Broken' } }))
  return () => page.unroute(isBroken)
}

test('Home has one word for a wait, one notice for what cannot be read, and what is known beside it', async ({
  page,
}) => {
  const [game = 0] = await gamesNamed(hub.url, 'snes', 'Star Harvest.sfc')
  expect(await play(hub.url, deck, { game, bytes: randomBytes(512) })).toMatchObject({ status: 200 })
  const heading = (name: string) => page.getByRole('heading', { name, exact: true, level: 2 })

  let answer = (): void => undefined
  const allowed = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/api/devices*', async (route) => {
    await allowed
    await route.continue()
  })
  await page.goto(hub.url)
  await expect(page.getByRole('status').filter({ hasText: 'Loading…' })).toBeVisible()
  await expect(heading('Add a handheld')).toBeHidden()
  await expectAccessible(page)
  answer()
  await expect(heading('Devices')).toBeVisible()
  await expect(page.getByText('Loading…')).toBeHidden()

  const mend = await breakAll(page, '/api/devices', '/api/storage', '/api/home', '/api/health')
  await page.goto(hub.url)
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(/Something went wrong inside Roost/)
  await expect(heading('Devices')).toBeHidden()
  await expect(heading('Add a handheld')).toBeHidden()
  await expectAccessible(page)
  await mend()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(heading('Devices')).toBeVisible()
  await expect(heading('Add a handheld')).toBeVisible()
  await expect(page.getByText('in 1 game · 1 version kept')).toBeVisible()
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)

  await breakAll(page, '/api/storage')
  await page.goto(hub.url)
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(1)
  await expect(heading('Devices')).toBeVisible()
})

test('a request that cannot be read says so under its own name, and leads back', async ({ page }) => {
  await breakAll(page, '/api/pairing')
  await page.goto(`${hub.url}/devices/pair/any`)
  await expect(page.getByRole('heading', { name: 'Pairing request', level: 1 })).toBeVisible()
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(1)
  await page.getByRole('main').getByRole('link', { name: 'Devices' }).click()
  await expect(page).toHaveURL(`${hub.url}/devices`)
})

test('adding games leads back to the folders also while nobody knows whether there are games', async ({
  page,
}) => {
  await breakAll(page, '/api/platforms')
  await page.goto(`${hub.url}/library/add`)
  await page.getByRole('main').getByRole('link', { name: 'Game folders' }).click()
  await expect(page).toHaveURL(`${hub.url}/library`)
})

test('what somebody does while the connection is lost is done, and shows that the hub is there again', async ({
  page,
}) => {
  await page.route(`**${events.path}`, (route) => route.fulfill({ status: 500 }))
  await page.goto(`${hub.url}/devices/${deck.id}`)
  await expect(page.getByRole('status').filter({ hasText: 'Connection lost' })).toBeVisible()
  // From here on it is not tried again by itself.
  await page.evaluate(() => {
    const { setTimeout } = window
    const atOnce = (...[task, delay, ...more]: Parameters<typeof setTimeout>) =>
      (delay ?? 0) < 1_000 ? setTimeout(task, delay, ...more) : 0
    Object.assign(window, { setTimeout: atOnce })
  })
  await page.waitForResponse(`**${events.path}`)
  await page.unroute(`**${events.path}`)

  const sync = page.getByRole('switch', { name: 'Sync this device' })
  await expect(sync).toBeEnabled()
  await sync.uncheck()
  await expect(page.getByText('Connection lost')).toHaveCount(0)
  expect(await asOwner(hub.url, 'GET', `/api/devices/${deck.id}`)).toMatchObject({ sync_enabled: false })
})
