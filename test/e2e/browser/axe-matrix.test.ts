import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { login } from '../../../shared/api/session'
import type { Screen } from '../../gallery/pictures'
import { screens } from '../../gallery/screens'
import { visit } from '../../gallery/show-state'
import { ownerCredential } from './household'
import { axeFinds, colourRules, phone, phoneRules, tooWide } from './page'
import { type FullHub, startFullHub } from './full-hub'

// A trace keeps a copy of the page at every step, which would cost more than the steps.
test.use({ locale: 'en-US', contextOptions: { reducedMotion: 'reduce' }, trace: 'off' })
test.describe.configure({ mode: 'serial', timeout: 300_000 })

let hub: FullHub
test.beforeAll(async () => {
  hub = await startFullHub()
})
test.afterAll(() => hub.stop())

async function speaking(context: BrowserContext, language: string): Promise<Page> {
  await context.addInitScript((tag) => localStorage.setItem('roost.language', tag), language)
  return context.newPage()
}

const window = { width: 1280, height: 720 }

/**
 * Every rule in the light theme; in the dark one those about colours, for nothing else differs between the two; on a
 * phone those about what is laid out there in another way, and that nothing is wider than it.
 */
async function lookAtAll(page: Page, among: readonly Screen[]): Promise<string[]> {
  const found: string[] = []
  for (const { name, path } of among) {
    await page.emulateMedia({ colorScheme: 'light' })
    await visit(page, hub.url + path(hub.places))
    const light = await axeFinds(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    const dark = await axeFinds(page, colourRules)
    await page.setViewportSize(phone.viewport)
    const narrow = [...(await tooWide(page)), ...(await axeFinds(page, phoneRules))]
    await page.setViewportSize(window)
    found.push(
      ...light.map((one) => `${name}: ${one}`),
      ...dark.map((one) => `${name}, dark: ${one}`),
      ...narrow.map((one) => `${name}, phone: ${one}`),
    )
  }
  return found
}

const [outside, inside] = [true, false].map((wanted) =>
  screens.filter((one) => (one.outside ?? false) === wanted),
)

for (const language of ['de', 'ja', 'en-XA']) {
  test(`axe finds nothing on any screen in ${language}, in both themes and on a phone`, async ({
    context,
  }) => {
    const page = await speaking(context, language)
    const found = await lookAtAll(page, outside ?? [])
    await page.request.post(hub.url + login.path, { headers: { authorization: ownerCredential } })
    found.push(...(await lookAtAll(page, inside ?? [])))
    expect(found).toEqual([])
  })
}
