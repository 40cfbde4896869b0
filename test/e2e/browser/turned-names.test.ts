import { expect, type Page, test } from '@playwright/test'
import { login } from '../../../shared/api/session'
import { listPairing } from '../../../shared/api/pairing'
import { visit } from '../../gallery/show-state'
import { askToPair } from './handheld'
import { addPerson, asOwner, makeToken, ownerCredential, pairedDevice } from './household'
import { gamesNamed, play } from './saves'
import { type HeadlessHub, startHub } from './start-hub'

test.use({ locale: 'en-US', viewport: { width: 1280, height: 800 } })

/** Ends the isolate that stands around it, then turns all that follows; and a plain Hebrew word with digits. */
const names = ['A\u2069\u202Ebcd', 'שלום 12'] as const

let hub: HeadlessHub
test.beforeEach(async () => {
  hub = await startHub()
})
test.afterEach(() => hub.stop())

/** Everything but people (wire.md 2.1: ASCII) is called that; answers the places where it is seen. */
async function householdNamed(name: string): Promise<string[]> {
  const person = await addPerson(hub.url, { username: 'mia', role: 'user' })
  const device = await pairedDevice(hub.url, name)
  const theirs = await pairedDevice(hub.url, `${name}2`, person.id)
  const [game = 0] = await gamesNamed(hub.url, 'gba', 'שלום 12 (USA).gba')
  await play(hub.url, device, { game, bytes: new Uint8Array(64).fill(1), slot: name })
  await play(hub.url, theirs, { game, bytes: new Uint8Array(64).fill(2), slot: name })
  await makeToken(hub.url, name)
  await askToPair(hub.url, name)
  const [request] = listPairing.answer.parse(await asOwner(hub.url, 'GET', listPairing.path))
  return [
    '/',
    '/games',
    `/games/${game}`,
    '/devices',
    `/devices/${device.id}`,
    `/devices/pair/${request?.id}`,
    '/sync',
    '/storage',
    '/tokens',
    '/people',
    `/people/${person.id}`,
    '/activity',
  ]
}

/** Our words whose letters do not stand in their order, from left to right. Names themselves may run as they like. */
function turnedWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const turned: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    const placeOf = (node: Node, at: number) => {
      range.setStart(node, at)
      range.setEnd(node, at + 1)
      return range.getBoundingClientRect()
    }
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? ''
      const parent = node.parentElement
      const isName = parent?.closest('bdi, option, textarea') ?? null
      const words = isName === null && parent?.checkVisibility() ? text.matchAll(/[a-z]{2,}/gi) : []
      for (const { 0: word, index } of words) {
        const before = text.slice(0, index)
        if (before.split('\u2068').length !== before.split('\u2069').length) continue
        const [first, last] = [placeOf(node, index), placeOf(node, index + word.length - 1)]
        const isOneLine = Math.abs(first.top - last.top) < 1 && first.width > 0
        if (isOneLine && first.left > last.left) turned.push(`${location.pathname}: ${text}`)
      }
    }
    return turned
  })
}

for (const name of names) {
  test(`no name turns the words around it: ${JSON.stringify(name)}`, async ({ page }) => {
    const places = await householdNamed(name)
    await page.request.post(hub.url + login.path, { headers: { authorization: ownerCredential } })
    const turned: string[] = []
    let seen = 0
    for (const path of places) {
      await visit(page, hub.url + path)
      seen += await page.getByText(name.replace('\u2069', '').slice(-4)).count()
      turned.push(...(await turnedWords(page)))
    }
    expect(seen).toBeGreaterThan(20)
    expect(turned).toEqual([])
    await page.goto(`${hub.url}/devices`)
    await expect(
      page.getByRole('button', { name: `Remove \u2068${name.replace('\u2069', '')}\u2069` }),
    ).toBeVisible()
  })
}
