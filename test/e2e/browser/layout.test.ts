import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { type Language, type Screen, sizes } from '../../gallery/pictures'
import { screens } from '../../gallery/screens'
import { show } from '../../gallery/show-state'
import { signIn } from './page'
import { type FullHub, startFullHub } from './full-hub'

test.use({ locale: 'en-US' })
test.describe.configure({ mode: 'serial', timeout: 180_000 })

let hub: FullHub
test.beforeAll(async () => {
  hub = await startFullHub()
})
test.afterAll(() => hub.stop())

/** What a person sees who is signed in; the pages of a visitor have tests of their own. */
const inside = screens.filter(({ outside }) => !outside)

async function signedIn(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.goto(hub.url)
  await signIn(page)
  await expect(page.getByRole('navigation')).toBeVisible()
  return page
}

async function open(page: Page, screen: Screen, language: Language): Promise<void> {
  await show(page, hub.url + screen.path(hub.places), { state: 'full', language })
}

/** Texts that stick out of the page or of their button. What ends in … on purpose, or scrolls by itself, may. */
function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const mayScroll = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowX)
    const isCutOnPurpose = (element: Element) => {
      const { textOverflow, clipPath } = getComputedStyle(element)
      return textOverflow === 'ellipsis' || clipPath !== 'none'
    }
    const excused = (element: Element) => {
      for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
        if (mayScroll(at) || isCutOnPurpose(at)) return true
      }
      return false
    }
    const hasWords = (element: Element) =>
      [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && /\S/.test(node.textContent ?? ''),
      )
    const sticksOut = (element: Element) => {
      const { left, right, width } = element.getBoundingClientRect()
      return width > 0 && (left < -0.5 || right > document.documentElement.clientWidth + 0.5)
    }
    const overflows = (element: Element) =>
      element.matches('button, a, label, summary, h1, h2, h3, th') &&
      getComputedStyle(element).display !== 'inline' &&
      element.scrollWidth > element.clientWidth + 1
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.checkVisibility() && hasWords(element) && !excused(element))
      .filter((element) => sticksOut(element) || overflows(element))
      .map((element) => `${element.tagName.toLowerCase()}: ${element.textContent?.trim().slice(0, 60)}`)
  })
}

for (const size of ['window', 'phone'] as const) {
  test(`nothing is cut in a language a third longer, at the ${size}'s size`, async ({ context }) => {
    const page = await signedIn(context)
    await page.setViewportSize(sizes[size])
    const cut: string[] = []
    for (const screen of inside) {
      await open(page, screen, 'en-XA')
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      if (wider > 0) cut.push(`${screen.name}: the page, by ${wider} px`)
      cut.push(...(await cutTexts(page)).map((text) => `${screen.name}: ${text}`))
    }
    expect(cut).toEqual([])
  })
}
