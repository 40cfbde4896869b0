import { randomBytes } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { addGames } from '../../../shared/api/library'
import { init, token } from '../../../shared/api/device-authorization'
import { expectAccessible } from './accessible'
import { launchRoost, type Roost } from './launch-roost'

test.describe('two saves that need a decision, in the window', () => {
  let roost: Roost
  test.beforeEach(async () => {
    roost = await launchRoost()
  })
  test.afterEach(async () => {
    await roost.close()
  })

  test('it is counted at once, and decided by keyboard', async () => {
    test.slow()
    const { page } = roost
    await watchBadge()
    const game = await addGame(page)
    const [deck, miyoo] = [await pair('Deck'), await pair('Miyoo')]
    expect(await play(deck, game)).toBe(200)
    expect(await play(miyoo, game)).toBe(409)
    const place = page.getByRole('link', { name: 'Sync 1 decision waits for you' })
    await expect.poll(badge).toBe(1)
    await place.focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Two saves of Star Harvest' })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Keep both' }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByText('No save waits for a decision.')).toBeVisible()
    await expect.poll(badge).toBe(0)
  })

  /** What the app's icon is told to show, which a test machine shows nowhere. */
  async function watchBadge(): Promise<void> {
    await roost.app.evaluate(({ app }) => {
      app.setBadgeCount = (count) => Reflect.set(globalThis, 'badge', count)
    })
  }

  function badge(): Promise<unknown> {
    return roost.app.evaluate(() => Reflect.get(globalThis, 'badge'))
  }

  /** As the page does it, which has no credential. */
  async function addGame(page: Page): Promise<number> {
    const answer = await page.evaluate(async (path) => {
      const body = JSON.stringify({ platform: 'snes', names: ['Star Harvest.sfc'] })
      const headers = { 'content-type': 'application/json' }
      return (await fetch(path, { method: 'POST', headers, body })).json() as Promise<unknown>
    }, addGames.path)
    return addGames.answer.parse(answer).lines[0]?.rom_id ?? 0
  }

  async function pair(name: string): Promise<string> {
    const { page, url } = roost
    const post = (path: string, body: object) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const asked = await post(init.path, {
      client_device_identifier: name,
      name,
      client: 'grout',
      platform: 'muOS',
      requested_scopes: ['me.read', 'assets.read', 'assets.write'],
    })
    const { device_code } = init.answer.parse(await asked.json())
    await page.getByRole('link', { name: 'Home', exact: true }).click()
    await page.getByRole('link', { name: 'Look and decide' }).click()
    await page.getByRole('button', { name: 'Approve', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'is let in' })).toBeVisible()
    return token.answer.parse(await (await post(token.path, { device_code })).json()).access_token
  }

  async function play(credential: string, game: number): Promise<number> {
    const form = new FormData()
    form.append('saveFile', new Blob([Uint8Array.from(randomBytes(512))]), 'game.srm')
    const response = await fetch(`${roost.url}/api/saves?rom_id=${game}&slot=autosave`, {
      method: 'POST',
      headers: { authorization: `Bearer ${credential}` },
      body: form,
    })
    return response.status
  }
})
