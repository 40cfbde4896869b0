import { mkdir, rm, writeFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { setBackupFolder, startBackup } from '../../../shared/api/backup'
import { events, getHealth } from '../../../shared/api/health'
import { askToPair } from './handheld'
import { asOwner } from './household'
import { signIn } from './page'
import { gamesNamed } from './saves'
import { type HeadlessHub, startHub, stopUnder } from './start-hub'
import { bothPlayed, syncingDevice } from './syncing'

test.use({ viewport: { width: 1120, height: 740 }, locale: 'en-US' })

let hub: HeadlessHub
test.beforeEach(async ({ page }) => {
  hub = await startHub()
  await page.addInitScript(keepWhatIsSpoken)
})
test.afterEach(({ page }) => stopUnder(page, hub))

/** Writes down what a screen reader would say: every text that comes into a live region that stood there before. */
function keepWhatIsSpoken(): void {
  const heard: string[] = []
  Reflect.set(globalThis, 'spoken', heard)
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      const region = target instanceof Element ? target.closest('[role=status], [role=alert]') : null
      const text = [...addedNodes].map((node) => node.textContent?.trim() ?? '').join(' ')
      if (region && text !== '') heard.push(`${region.getAttribute('role')}: ${text}`)
    }
  }).observe(document, { subtree: true, childList: true })
}

function spoken(page: Page): Promise<string[]> {
  return page.evaluate(() => Reflect.get(globalThis, 'spoken'))
}

async function open(page: Page): Promise<void> {
  await page.goto(hub.url)
  await signIn(page)
  await expect(page.getByRole('navigation')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty()
}

test('a request and a conflict, each once, when the screen reader is free', async ({ page }) => {
  const [game = 0] = await gamesNamed(hub.url, 'snes', 'Star Harvest.sfc')
  const deck = await syncingDevice(hub.url, 'Deck')
  const miyoo = await syncingDevice(hub.url, 'Miyoo')
  await open(page)
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await Promise.all([askToPair(hub.url, 'Kitchen Odin'), bothPlayed(hub.url, game, deck, miyoo)])
  const request = 'status: Kitchen Odin wants to pair.'
  const conflict = 'status: Two saves need a decision. Both were kept.'
  await expect.poll(() => spoken(page)).toContain(request)
  await expect.poll(() => spoken(page)).toContain(conflict)
  // A second request asks for all of them again: the first is not said again.
  await askToPair(hub.url, 'Bedroom Odin')
  await expect.poll(() => spoken(page)).toContain('status: Bedroom Odin wants to pair.')
  const said = await spoken(page)
  for (const one of [request, conflict]) expect(said.filter((text) => text === one)).toHaveLength(1)
})

test('a failed backup and a full disk, each once, at once', async ({ page }) => {
  const folder = `${hub.dataFolder}-backups`
  await mkdir(folder)
  await asOwner(hub.url, 'PUT', setBackupFolder.path, { folder })
  await rm(folder, { recursive: true })
  await writeFile(folder, 'no folder any more')
  let state = 'ok'
  await page.route(`**${getHealth.path}`, async (route) => {
    const answer: object = await (await route.fetch()).json()
    const disk = { free_bytes: 1_000, total_bytes: 1_000_000, state, limit_bytes: 2_000 }
    await route.fulfill({ json: { ...answer, disk: { ...Reflect.get(answer, 'disk'), ...disk } } })
  })
  await open(page)
  state = 'bad'
  await asOwner(hub.url, 'POST', startBackup.path).catch(() => undefined)
  const backup = 'alert: The backup failed. The saves on this PC are safe.'
  const disk = 'alert: The disk is full. No new save is taken; everything that arrived is kept.'
  await expect.poll(() => spoken(page)).toContain(backup)
  await expect.poll(() => spoken(page)).toContain(disk)
  const said = await spoken(page)
  expect(said.filter((text) => /backup/i.test(text))).toEqual([backup])
  expect(said.filter((text) => /disk/i.test(text))).toEqual([disk])
  await rm(folder)
})

test('a device that goes on sending what nobody decided about, at once', async ({ page }) => {
  const event = { type: 'conflict', id: 'some-device', state: 'alarm' }
  await page.route(`**${events.path}`, (route) =>
    route.fulfill({
      contentType: 'text/event-stream',
      body: `retry: 600000\nevent: conflict\ndata: ${JSON.stringify(event)}\n\n`,
    }),
  )
  await open(page)
  await expect
    .poll(() => spoken(page))
    .toContain('alert: A device keeps sending saves that nobody decided about. What is stored is safe.')
})

test('a connection that is lost, and that it is there again', async ({ page }) => {
  await open(page)
  const reach = page.getByText('Not reachable from other devices')
  await expect(reach).toBeVisible()
  await hub.halt()
  await expect.poll(() => spoken(page)).toContainEqual(expect.stringMatching(/^status: Connection lost/))
  // Whether handhelds reach a hub that does not answer, nobody knows.
  await expect(reach).toBeHidden()
  await hub.resume()
  await expect(reach).toBeVisible()
  const again = 'status: Connected again. What you see is up to date.'
  await expect.poll(() => spoken(page), { timeout: 20_000 }).toContain(again)
  const said = await spoken(page)
  expect(said.filter((text) => /connect/i.test(text))).toHaveLength(2)
})
