import { expect, test } from '@playwright/test'
import type { Locator } from '@playwright/test'
import type { z } from 'zod'
import { init, token } from '../../../shared/api/device-authorization'
import { launchRoost } from './launch-roost'
import type { Roost } from './launch-roost'

/** What a request may take from the handheld's question to the window (half a second is promised). */
const promptly = { timeout: 500 }

test.describe('pairing in the window', () => {
  let roost: Roost
  test.beforeEach(async () => {
    roost = await launchRoost()
    // The page has heard from the hub: it knows that this one listens on loopback only.
    await expect(roost.page.getByText('Not reachable').first()).toBeVisible()
  })
  test.afterEach(async () => {
    await roost.close()
  })

  test('a request appears and is approved, the handheld has a token that works, the device is listed', async () => {
    const handheld = await ask(roost, 'Living room RG35XX')
    await lookAt(roost, 'Living room RG35XX')
    await expect(roost.page.getByText(shown(handheld.user_code)).first()).toBeVisible()
    expect(await poll(roost, handheld.device_code)).toMatchObject({
      status: 400,
      body: { error: 'authorization_pending' },
    })

    await roost.page.getByRole('button', { name: 'Approve' }).click()
    await expect(roost.page.getByRole('heading', { name: 'Living room RG35XX is let in' })).toBeVisible()
    const collected = await poll(roost, handheld.device_code)
    expect(collected.status).toBe(200)
    const { access_token, device_id } = token.answer.parse(collected.body)
    const me = await fetch(`${roost.url}/api/users/me`, {
      headers: { authorization: `Bearer ${access_token}` },
    })
    expect(me.status).toBe(200)
    expect(await me.json()).toMatchObject({ current_device_id: device_id })
    await expect(roost.page.getByRole('heading', { name: 'is connected' })).toBeVisible()

    await roost.page.getByRole('link', { name: 'Devices' }).click()
    await expect(roost.page).toHaveURL('app://roost/devices')
    await expect(roost.page.getByRole('listitem').filter({ hasText: 'Living room RG35XX' })).toContainText(
      'grout',
    )
  })

  test('a request that is denied is turned away', async () => {
    const handheld = await ask(roost, 'Stranger')
    await lookAt(roost, 'Stranger')
    await roost.page.getByRole('button', { name: 'Deny' }).click()
    await expect(roost.page.getByRole('button', { name: 'Deny' })).toBeHidden()
    expect(await poll(roost, handheld.device_code)).toMatchObject({
      status: 400,
      body: { error: 'access_denied' },
    })
  })

  test('everything by keyboard: from the card to the decision', async () => {
    const handheld = await ask(roost, 'Kim')
    await expect(requestCard(roost, 'Kim')).toBeVisible(promptly)
    await requestCard(roost, 'Kim').focus()
    await roost.page.keyboard.press('Enter')
    const approve = roost.page.getByRole('button', { name: 'Approve' })
    await expect(approve).toBeVisible()
    await tabTo(roost, approve)
    await roost.page.keyboard.press('Space')
    await expect(roost.page.getByRole('heading', { name: 'Kim is let in' })).toBeVisible()
    expect((await poll(roost, handheld.device_code)).status).toBe(200)
  })

  const hostileNames = {
    'mark-up': '<img src=x onerror="self.pwned=1"><script>self.pwned=1</script>',
    '255 right-to-left characters': '\u202e'.padEnd(255, '\u05d0'),
    'a pretended button': 'Approve\u2028Deny',
  }
  for (const [kind, name] of Object.entries(hostileNames)) {
    test(`a hostile name is text: ${kind}`, async () => {
      await ask(roost, name)
      await expect(roost.page.getByRole('link', { name: 'Look and decide' })).toBeVisible(promptly)
      await expectContained(roost)
      await roost.page.getByRole('link', { name: 'Look and decide' }).click()
      await expect(roost.page.getByRole('button', { name: 'Approve', exact: true })).toHaveCount(1)
      await expect(roost.page.getByRole('textbox', { name: 'Name' })).toHaveValue(name)
      await expectContained(roost)
    })
  }
})

/** The link that leads from a card to the decision about it. */
function requestCard(roost: Roost, name: string): Locator {
  return roost.page
    .getByRole('listitem')
    .filter({ hasText: name })
    .getByRole('link', { name: 'Look and decide' })
}

/** Waits as long as is promised for a request to appear, then opens it. */
async function lookAt(roost: Roost, name: string): Promise<void> {
  await expect(roost.page.getByRole('link', { name: 'Look and decide' })).toBeVisible(promptly)
  await roost.page.getByRole('link', { name: 'Look and decide' }).click()
  await expect(roost.page.getByRole('heading', { name: `${name} wants to pair` })).toBeVisible()
}

async function tabTo(roost: Roost, target: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await roost.page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error('the tab key never reaches it')
}

/** Nothing of a name became part of the page, and none makes it wider than the window. */
async function expectContained(roost: Roost): Promise<void> {
  await expect(roost.page.locator('img[src="x"]')).toHaveCount(0)
  expect(await roost.page.evaluate(() => 'pwned' in globalThis)).toBe(false)
  const overflow = await roost.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow).toBeLessThanOrEqual(0)
}

/** A user code as people read it, in two groups. */
function shown(userCode: string): RegExp {
  const code = userCode.replaceAll('-', '')
  return new RegExp(`${code.slice(0, 4)}.?${code.slice(4)}`)
}

/** Asks to be paired, as a handheld does. */
async function ask(roost: Roost, name: string): Promise<z.infer<typeof init.answer>> {
  const response = await post(roost, init.path, {
    client_device_identifier: `test-${name.length}-${encodeURIComponent(name).slice(0, 100)}`,
    name,
    client: 'grout',
    platform: 'muOS',
    client_version: '4.6.1',
    requested_scopes: ['me.read', 'devices.read', 'devices.write', 'assets.read', 'assets.write'],
  })
  expect(response.status).toBe(init.status)
  return init.answer.parse(await response.json())
}

/** Asks whether it was let in. */
async function poll(roost: Roost, deviceCode: string): Promise<{ status: number; body: unknown }> {
  const response = await post(roost, token.path, { device_code: deviceCode })
  const body: unknown = await response.json()
  return { status: response.status, body }
}

function post(roost: Roost, path: string, body: object): Promise<Response> {
  return fetch(roost.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}
