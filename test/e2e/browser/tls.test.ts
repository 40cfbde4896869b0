import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, type Page, test } from '@playwright/test'
import { getTls, tlsView } from '../../../shared/api/tls'
import { asOwner, pairedDevice } from './household'
import { expectAccessible, phone, signIn } from './page'
import { type HeadlessHub, startHub, stopUnder } from './start-hub'

test.use({ locale: 'en-US' })

let hub: HeadlessHub
test.beforeEach(async () => {
  hub = await startHub()
})
test.afterEach(({ page }) => stopUnder(page, hub))

async function open(page: Page): Promise<void> {
  await page.goto(`${hub.url}/settings`)
  await signIn(page)
  await expect(page.getByRole('navigation')).toBeVisible()
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a port was expected')
  server.close()
  await once(server, 'close')
  return String(address.port)
}

async function tlsNow() {
  return getTls.answer.parse(await asOwner(hub.url, 'GET', getTls.path))
}

/** As a hub that the whole network reaches tells it. */
const listening = tlsView.parse({
  enabled: true,
  port: 7767,
  plain: 'everywhere',
  state: 'listening',
  problem: null,
  certificate: {
    source: 'made',
    fingerprint: Array.from({ length: 32 }, () => 'AB').join(':'),
    authority_fingerprint: Array.from({ length: 32 }, () => 'CD').join(':'),
    names: ['roost.local', '192.0.2.10'],
    valid_until: '2027-01-02T03:04:05.678Z',
  },
  urls: ['https://roost.local:7767', 'https://192.0.2.10:7767'],
})

test('HTTPS is turned on at a port, its certificate is shown, one that does not fit is refused; then off', async ({
  page,
}) => {
  await open(page)
  const card = page.getByRole('region', { name: 'Encrypted connections (HTTPS)' })
  await expect(card.getByText('Off', { exact: true })).toBeVisible()
  await card.getByLabel('HTTPS port').fill('0')
  await expect(card.getByText('A number from 1 to 65535.')).toBeVisible()
  await card.getByLabel('HTTPS port').fill(await freePort())
  await card.getByRole('switch', { name: 'Answer HTTPS' }).click()
  await expect(card.getByText('On', { exact: true })).toBeVisible()
  const { certificate } = await tlsNow()
  await expect(card.getByText(certificate?.fingerprint ?? 'none', { exact: true })).toBeVisible()
  await expect(card.getByText('Made by this hub')).toBeVisible()
  await expectAccessible(page)

  await card.getByRole('button', { name: 'Use a certificate of your own…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Certificate, with those it leans on').fill('no certificate')
  await dialog.getByLabel('Private key').fill('no key')
  await dialog.getByRole('button', { name: 'Use it' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  await card.getByRole('switch', { name: 'Answer HTTPS' }).click()
  await expect(card.getByText('Off', { exact: true })).toBeVisible()
  expect(await tlsNow()).toMatchObject({ enabled: false, plain: 'everywhere' })
})

test('before plain HTTP is shut, the devices to edit are named', async ({ page }) => {
  await pairedDevice(hub.url, 'Living-room Deck')
  const sent: unknown[] = []
  await page.route('**/api/network/tls', (route) => {
    if (route.request().method() === 'GET') return route.fulfill({ json: listening })
    sent.push(route.request().postDataJSON())
    return route.fulfill({ json: { ...listening, plain: 'loopback' } })
  })
  await open(page)
  const card = page.getByRole('region', { name: 'Encrypted connections (HTTPS)' })
  await expect(card.getByRole('img', { name: /^QR code/ })).toBeVisible()
  await card.getByText('Which programs can use it').click()
  await expect(card.getByText('does not check the certificate')).toBeVisible()
  await card.getByRole('switch', { name: 'Plain HTTP only on this PC' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Living-room Deck')).toBeVisible()
  await expect(dialog.getByText('https://192.0.2.10:7767')).toBeVisible()
  await expectAccessible(page)
  expect(sent).toEqual([])
  await dialog.getByRole('button', { name: 'Shut plain HTTP' }).click()
  await expect(card.getByRole('switch', { name: 'Plain HTTP only on this PC' })).toBeChecked()
  expect(sent).toEqual([{ enabled: true, port: 7767, plain: 'loopback' }])
})

test.describe('on a phone', () => {
  test.use(phone)

  test('the certificate fits, and its authority can be fetched', async ({ page }) => {
    await page.route('**/api/network/tls', (route) => route.fulfill({ json: listening }))
    await page.route('**/api/health', async (route) => {
      const answer = await route.fetch()
      const address = { protocol: 'http', host: '192.0.2.10', port: 7766, url: 'http://192.0.2.10:7766' }
      const addresses = [{ ...address, adapter: 'eth0' }]
      return route.fulfill({ json: { ...(await answer.json()), addresses } })
    })
    await open(page)
    await expect(page.getByText('http://192.0.2.10:7766/api/network/tls/authority')).toBeVisible()
    const download = page.getByRole('link', { name: 'Download the authority' })
    await expect(download).toHaveAttribute('href', '/api/network/tls/authority')
    await expectAccessible(page)
  })
})
