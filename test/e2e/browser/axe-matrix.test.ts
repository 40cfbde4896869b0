import { type Cookie, expect, type Page, test } from '@playwright/test'
import { login } from '../../../shared/api/session'
import { screens } from '../../gallery/screens'
import { visit } from '../../gallery/show-state'
import { ownerCredential } from './household'
import { axeFinds, colourRules, phone, phoneRules, tooWide } from './page'
import { type FullHub, startFullHub } from './full-hub'

// A trace keeps a copy of the page at every step, which would cost more than the steps.
test.use({ locale: 'en-US', contextOptions: { reducedMotion: 'reduce' }, trace: 'off' })

let hub: FullHub
/** Of the owner, who signed in once for all. */
let cookies: Cookie[]
test.beforeAll(async ({ playwright }) => {
  hub = await startFullHub()
  const owner = await playwright.request.newContext({ extraHTTPHeaders: { authorization: ownerCredential } })
  await owner.post(hub.url + login.path)
  cookies = (await owner.storageState()).cookies
  await owner.dispose()
})
test.afterAll(() => hub.stop())

const window = { width: 1280, height: 720 }

/**
 * Every rule in the light theme; in the dark one those about colours, for nothing else differs between the two; on a
 * phone those about what is laid out there in another way, and that nothing is wider than it.
 */
async function look(page: Page, path: string): Promise<string[]> {
  await page.setViewportSize(window)
  await page.emulateMedia({ colorScheme: 'light' })
  await visit(page, hub.url + path)
  const light = await axeFinds(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await axeFinds(page, colourRules)
  await page.setViewportSize(phone.viewport)
  const narrow = [...(await tooWide(page)), ...(await axeFinds(page, phoneRules))]
  return [...light, ...dark.map((one) => `dark: ${one}`), ...narrow.map((one) => `phone: ${one}`)]
}

for (const language of ['de', 'ja', 'en-XA']) {
  test.describe(`axe finds nothing in ${language}, in both themes and on a phone`, () => {
    for (const { name, path, outside } of screens) {
      test(name, async ({ context }) => {
        await context.addInitScript((tag) => localStorage.setItem('roost.language', tag), language)
        if (!outside) await context.addCookies(cookies)
        expect(await look(await context.newPage(), path(hub.places))).toEqual([])
      })
    }
  })
}
