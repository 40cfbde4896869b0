import { expect, type Page } from '@playwright/test'
import { pairClientToken } from '../../shared/api/client-tokens'
import { deny } from '../../shared/api/device-authorization'
import { listPairing, type PairingRequest } from '../../shared/api/pairing'
import { linkPerson } from '../../shared/api/users'
import { askToPair } from '../e2e/browser/handheld'
import { asOwner, ownTokens } from '../e2e/browser/household'
import type { Places } from './full-household'

// What lasts for a minute or is used up by looking at it: each page gets one of its own.

/** Milliseconds a request must still have for all pictures of one page. */
const enough = 180_000

async function openRequests(hub: string): Promise<PairingRequest[]> {
  return listPairing.answer.parse(await asOwner(hub, 'GET', listPairing.path))
}

/** The one handheld that asks, or asks again: two of one name would be told apart. */
async function asking(hub: string): Promise<PairingRequest | undefined> {
  const [open] = await openRequests(hub)
  if (open && Date.parse(open.expires_at) - Date.now() > enough) return open
  if (open) await asOwner(hub, 'POST', deny.path, { user_code: open.user_code })
  // Few may ask in one minute, and the household was just let in.
  await expect(() => askToPair(hub, 'Anbernic RG Cube')).toPass({ timeout: 70_000 })
  const [request] = await openRequests(hub)
  return request
}

/** Where a phone decides about a handheld that just asked. */
export async function atPhone(_: Places, hub: string): Promise<string> {
  return `/pair/device?user_code=${(await asking(hub))?.user_code}`
}

/** Where the window decides about it. */
export async function atWindow(_: Places, hub: string): Promise<string> {
  return `/devices/pair/${(await asking(hub))?.id}`
}

/** The same with another handheld that goes by the same name. */
export async function atWindowTwice(places: Places, hub: string): Promise<string> {
  const path = await atWindow(places, hub)
  await expect(() => askToPair(hub, 'Anbernic RG Cube', { client_device_identifier: 'another one' })).toPass({
    timeout: 70_000,
  })
  return path
}

/** Where the phone lands that scanned a one-time code. */
export async function newLink({ person }: Places, hub: string): Promise<string> {
  const path = linkPerson.path.replace('{id}', String(person))
  const { url } = linkPerson.answer.parse(await asOwner(hub, 'POST', path, {}))
  const { pathname, hash } = new URL(url)
  return pathname + hash
}

/** Where a device lands that scanned the code of a token. */
export async function newPairCode(_: Places, hub: string): Promise<string> {
  const token = (await ownTokens(hub)).find(({ name }) => name === 'Kitchen tablet')
  const path = pairClientToken.path.replace('{id}', String(token?.id))
  const { code } = pairClientToken.answer.parse(await asOwner(hub, 'POST', path, {}))
  return `/pair?code=${code}`
}

/** Every request the page hears of has one more second to live. */
export async function runsOutSoon(page: Page): Promise<void> {
  const end = new Date(Date.now() + 1_000).toISOString()
  await page.route(`**${listPairing.path}*`, async (route) => {
    const response = await route.fetch()
    const open = listPairing.answer.parse(await response.json())
    await route.fulfill({ response, json: open.map((request) => ({ ...request, expires_at: end })) })
  })
}
