import { expect, type Locator, type Page, test } from '@playwright/test'
import { login } from '../../../shared/api/session'
import { screens } from '../../gallery/screens'
import { visit } from '../../gallery/show-state'
import { ownerCredential } from './household'
import { themes } from './page'
import { type FullHub, startFullHub } from './full-hub'

test.use({ locale: 'en-US', viewport: { width: 1280, height: 900 }, trace: 'off' })
test.describe.configure({ mode: 'serial', timeout: 240_000 })

let hub: FullHub
test.beforeAll(async () => {
  hub = await startFullHub()
})
test.afterAll(() => hub.stop())
test.beforeEach(async ({ page }) => {
  await page.request.post(hub.url + login.path, { headers: { authorization: ownerCredential } })
})

const inside = screens.filter(({ outside }) => !outside)

async function eachScreen(page: Page, look: (screen: string) => Promise<void>): Promise<void> {
  for (const { name, path } of inside) {
    await visit(page, hub.url + path(hub.places))
    await look(name)
  }
}

function hasFocus(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => element === document.activeElement)
}

/** Opens what a button opens with the Enter key, takes it away with Escape, and tells what is wrong with the focus. */
async function thereAndBack(page: Page, opener: Locator, open: () => Promise<void>): Promise<string[]> {
  const name = (await opener.getAttribute('aria-label')) ?? (await opener.innerText())
  await open()
  const dialog = page.locator('dialog[open]')
  await expect(dialog, name).toBeVisible()
  const wrong: string[] = []
  if ((await dialog.locator(':focus').count()) !== 1) wrong.push(`${name}: the focus is not in its dialog`)
  await page.keyboard.press('Escape')
  await expect(dialog, name).toHaveCount(0)
  if (!(await hasFocus(opener))) wrong.push(`${name}: the focus does not come back`)
  return wrong
}

test('every dialog takes the focus, goes on Escape and gives the focus back', async ({ page }) => {
  const wrong: string[] = []
  const opened: string[] = []
  await eachScreen(page, async (screen) => {
    const openers = page.locator('button[aria-haspopup=dialog]:visible:enabled')
    for (const opener of await openers.all()) {
      const open = () => opener.press('Enter')
      wrong.push(...(await thereAndBack(page, opener, open)).map((text) => `${screen}: ${text}`))
      opened.push(screen)
    }
  })
  expect(wrong).toEqual([])
  expect(opened.length).toBeGreaterThan(12)
})

/** The entries of menus that ask something first, by the screen they are on. */
const asking = [
  ['game', /^More about/, 'Rename'],
  ['game', /^More about/, 'Merge into another…'],
  ['tokens', /^Actions for/, 'Revoke'],
  ['library', /^More for/, 'Remove…'],
] as const

for (const [screen, menu, entry] of asking) {
  test(`the dialog of “${entry}” gives the focus back to its menu's button (${screen})`, async ({ page }) => {
    const path = inside.find(({ name }) => name === screen)?.path(hub.places) ?? ''
    await page.goto(hub.url + path)
    const opener = page.getByRole('button', { name: menu }).first()
    await opener.press('Enter')
    const item = page.getByRole('button', { name: entry, exact: true })
    await expect(item).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(item).toBeHidden()
    await expect(opener).toBeFocused()
    const open = async () => {
      await opener.press('Enter')
      await item.press('Enter')
    }
    expect(await thereAndBack(page, opener, open)).toEqual([])
  })
}

test('the skip link is the first stop, is seen, and leads past the navigation', async ({ page }) => {
  await visit(page, `${hub.url}/devices`)
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to content' })
  await expect(skip).toBeFocused()
  expect(await skip.evaluate((link) => getComputedStyle(link).clipPath)).toBe('none')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(1)
})

test('a new page has the focus on its heading, and its name in the title', async ({ page }) => {
  await visit(page, hub.url)
  const links = page.getByRole('navigation').getByRole('link')
  const titles = new Set<string>()
  for (const link of await links.all()) {
    if ((await link.getAttribute('aria-current')) === 'page') continue
    await link.press('Enter')
    const heading = page.getByRole('heading', { level: 1 })
    await expect(heading).toBeFocused()
    await expect(page).toHaveTitle(`${await heading.innerText()} · Roost`)
    titles.add(await page.title())
  }
  expect(titles.size).toBe(9)
})

/** Stops of the Tab key at which nothing shows where the focus is, with 3:1 against the page (WCAG 1.4.11, 2.4.7). */
async function unseenStops(page: Page): Promise<string[]> {
  const unseen: string[] = []
  for (let stop = 0; stop < 25; stop += 1) {
    await page.keyboard.press('Tab')
    const found = await page.evaluate(() => {
      const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number)
      const light = (colour: string) => {
        const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
          const part = value / 255
          return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
      }
      const behind = light(getComputedStyle(document.documentElement).backgroundColor)
      const isSeen = (element: Element | null | undefined) => {
        if (!element) return false
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element)
        const ring = light(outlineColor)
        const contrast = (Math.max(ring, behind) + 0.05) / (Math.min(ring, behind) + 0.05)
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && contrast >= 3
      }
      const at = document.activeElement
      if (!at || at === document.body) return null
      // A control that is drawn by its neighbour, or by the row it is in, has the ring there.
      const shown = [at, at.nextElementSibling, at.closest('label'), at.closest('li')]
      return shown.some(isSeen) ? null : `${at.tagName} ${at.textContent?.slice(0, 30) ?? ''}`
    })
    if (found !== null) unseen.push(found)
  }
  return unseen
}

for (const colorScheme of themes) {
  test(`where the focus is can be seen, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    const unseen: string[] = []
    for (const path of [
      '/',
      '/games',
      '/devices',
      '/tokens',
      '/settings',
      `/devices/pair/${hub.places.request}`,
    ]) {
      await visit(page, hub.url + path)
      unseen.push(...(await unseenStops(page)).map((stop) => `${path}: ${stop}`))
    }
    expect(unseen).toEqual([])
  })
}
