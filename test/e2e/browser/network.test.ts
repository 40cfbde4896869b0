import { get } from 'node:http'
import { expect, type Page, test } from '@playwright/test'
import { diagnosis, networkView } from '../../../shared/api/network'
import { addPerson } from './household'
import { expectAccessible, phone, signIn } from './page'
import { type HeadlessHub, owner, startHub, stopUnder } from './start-hub'

test.use({ locale: 'en-US' })

let hub: HeadlessHub
test.beforeEach(async () => {
  hub = await startHub()
})
test.afterEach(({ page }) => stopUnder(page, hub))

async function open(page: Page, path: string): Promise<void> {
  await page.goto(hub.url + path)
  await signIn(page)
  await expect(page.getByRole('navigation')).toBeVisible()
}

/** A finding of every kind that is not well, as a hub behind a firewall would tell it. */
const troubled = diagnosis.parse({
  checked_at: '2026-01-02T03:04:05.678Z',
  report: 'Roost connection report\nbad firewall: closed',
  findings: [
    { id: 'listening', state: 'good', reason: 'listening', facts: { port: '7766', host: '0.0.0.0' } },
    { id: 'addresses', state: 'good', reason: 'found', facts: { address: '192.0.2.10', adapter: 'eth0' } },
    { id: 'reached', state: 'hint', reason: 'nobody-yet', facts: {} },
    {
      id: 'firewall',
      state: 'bad',
      reason: 'closed',
      facts: { product: 'ufw' },
      command: 'sudo ufw allow 7766/tcp',
    },
    { id: 'adapters', state: 'hint', reason: 'vpn-default', facts: { adapter: 'tun0' } },
    { id: 'announcement', state: 'hint', reason: 'off', facts: {} },
    { id: 'isolation', state: 'unknown', reason: 'later', facts: {} },
    { id: 'clock', state: 'good', reason: 'plausible', facts: { now: '2026-01-02T03:04:05.678Z' } },
  ].map((one) => ({ command: null, ...one })),
})

const moved = networkView.parse({
  addresses: [
    { protocol: 'http', host: '192.0.2.10', port: 7766, url: 'http://192.0.2.10:7766', adapter: 'eth0' },
  ],
  announcement: { state: 'announced', host_name: 'roost.local' },
  change: {
    from: '192.0.2.7:7766',
    to: '192.0.2.10:7766',
    at: '2026-01-02T03:04:05.678Z',
    devices: [
      { id: 'a', name: 'RG35XX', client: 'grout' },
      { id: 'b', name: 'Odin', client: 'argosy-launcher' },
      { id: 'c', name: null, client: null },
    ],
  },
})

test('the check says of a hub for this machine alone that nobody else can reach it', async ({ page }) => {
  await open(page, '/network')
  const check = page.getByRole('region', { name: 'Connection check' })
  await expect(check.getByText('2 things stand in the way')).toBeVisible()
  await expect(check.getByText('Roost answers on 127.0.0.1 only')).toBeVisible()
  await expect(check.getByText('without --host')).toBeVisible()
  await expect(check.getByText('started with --no-mdns')).toBeVisible()
  await expectAccessible(page)
})

test('each finding has its state, its words and its command; the report can be copied by hand', async ({
  page,
}) => {
  let looks = 0
  await page.route('**/api/network/diagnosis', (route) => {
    looks += 1
    return route.fulfill({ json: troubled })
  })
  await page.route('**/api/network', (route) => route.fulfill({ json: { ...moved, change: null } }))
  // As on a plain http address of the LAN.
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'clipboard'))
  await open(page, '/network')
  const firewall = page.getByRole('listitem').filter({ hasText: 'ufw keeps other devices out' })
  await expect(firewall.getByText('In the way')).toBeVisible()
  await expect(firewall.getByText('sudo ufw allow 7766/tcp')).toBeVisible()
  await expect(page.getByText('http://roost.local:7766')).toBeVisible()
  await expectAccessible(page)
  const before = looks
  await page.getByRole('button', { name: 'Look again' }).click()
  await expect.poll(() => looks).toBeGreaterThan(before)
  await page.getByRole('button', { name: 'Copy report' }).click()
  await expect(page.getByRole('dialog').getByLabel('Connection report')).toHaveValue(troubled.report)
  expect(await page.evaluate(() => String(window.getSelection()))).toContain('firewall: closed')
  await expectAccessible(page)
})

test('a changed address is told on Home, on the devices and on the network, until it is done', async ({
  page,
}) => {
  let isDone = false
  await page.route('**/api/network', (route) =>
    route.fulfill({ json: isDone ? { ...moved, change: null } : moved }),
  )
  await page.route('**/api/network/change', (route) => {
    isDone = route.request().method() === 'DELETE'
    return route.fulfill({ json: null })
  })
  await open(page, '/')
  const alert = page.getByRole('region', { name: 'This hub has a new address' })
  await expect(alert.getByText('set the host to 192.0.2.10 and the port to 7766')).toBeVisible()
  await expect(alert.getByText('sign out of the old server')).toBeVisible()
  await expect(alert.getByText('Unnamed device')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Devices', exact: true }).click()
  await expect(alert).toBeVisible()
  await page.getByRole('link', { name: 'Network', exact: true }).click()
  await alert.getByRole('button', { name: 'Done' }).click()
  await expect(alert).toHaveCount(0)
})

/** The status by which the hub answers to a name. */
function statusFor(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(`${hub.url}/api/heartbeat`, { headers: { host } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    }).on('error', reject)
  })
}

test('a name the hub was asked by in vain is allowed with one click, and can be taken away', async ({
  page,
}) => {
  await open(page, '/network')
  const card = page.getByRole('region', { name: 'Names of your own' })
  await expect(card).toHaveCount(0)
  expect(await statusFor('saves.example')).toBe(421)
  expect(await statusFor('evil.example')).toBe(421)
  await expect(card.getByText('a web page may have made it up')).toBeVisible()
  await expectAccessible(page)
  await card.getByRole('button', { name: 'Ignore evil.example' }).click()
  await expect(card.getByText('evil.example')).toHaveCount(0)
  await card.getByRole('button', { name: 'Allow saves.example' }).click()
  await expect(card.getByText('Roost answers to these names too')).toBeVisible()
  expect(await statusFor('saves.example')).toBe(200)
  await expectAccessible(page)
  await card.getByRole('button', { name: 'Remove saves.example' }).click()
  await expect(card).toHaveCount(0)
  expect(await statusFor('saves.example')).toBe(421)
})

test('somebody who does not own the hub sees where it is, and no check', async ({ page }) => {
  await addPerson(hub.url, { username: 'mia', password: 'a password' })
  await page.goto(`${hub.url}/network`)
  await page.getByLabel('Name', { exact: true }).fill('mia')
  await page.getByLabel('Password', { exact: true }).fill('a password')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Where this hub is found' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Connection check' })).toHaveCount(0)
  await expectAccessible(page)
})

test('what to type is told as each program asks for it, and the program is remembered', async ({ page }) => {
  await page.route('**/api/health', async (route) => {
    const answer = await route.fetch()
    return route.fulfill({ json: { ...(await answer.json()), listening: true, addresses: moved.addresses } })
  })
  await open(page, '/')
  await expect(page.getByText('Waiting for your handheld…')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Copy Host' })).toBeVisible()
  await page.getByRole('radio', { name: 'decky' }).check()
  await expect(page.getByText('http://192.0.2.10:7766', { exact: true })).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: owner.name })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Make a token' })).toBeVisible()
  await expectAccessible(page)
  await page.reload()
  await expect(page.getByRole('radio', { name: 'decky' })).toBeChecked()
})

test('the language changes at once and is remembered', async ({ page }) => {
  await open(page, '/settings')
  await page.getByLabel('Language of this page').selectOption({ label: 'Deutsch' })
  await expect(page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible()
  await expectAccessible(page)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible()
  await page.getByLabel('Sprache dieser Seite').selectOption({ label: 'Wie das System' })
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
})

test.describe('on a phone', () => {
  test.use(phone)

  test('the network is behind "More"', async ({ page }) => {
    await open(page, '/')
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('link', { name: 'Network', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Network', exact: true })).toBeVisible()
    await expect(page.getByText('2 things stand in the way')).toBeVisible()
    await expectAccessible(page)
  })

  test('a state stands at the end of its heading, however long that is', async ({ page }) => {
    await page.route('**/api/network/diagnosis*', (route) => route.fulfill({ json: troubled }))
    await open(page, '/network')
    // Its words are long.
    await page.evaluate(() => localStorage.setItem('roost.language', 'de'))
    await page.reload()
    const heads = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3 }) })
    await expect(heads).toHaveCount(troubled.findings.length)
    for (const head of await heads.all()) {
      const [heading, state] = await Promise.all([
        head.getByRole('heading').boundingBox(),
        head.locator('h3 + span').boundingBox(),
      ])
      expect(
        heading &&
          state &&
          state.y < heading.y + heading.height / 2 &&
          state.x > heading.x + heading.width - 1,
      ).toBe(true)
    }
  })
})
