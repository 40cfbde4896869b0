import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { owner } from './start-hub'

export const themes = ['light', 'dark'] as const
export const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const

/** Right-to-left override, Hebrew, markup and a word without end: 255 characters in all. */
export const hostileName = `\u202E${'ש'.repeat(120)}<img src=x onerror="document.title='broken'">${'W'.repeat(89)}`

/** Fills the sign-in form of whatever page shows it. */
export async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(owner.name)
  await page.getByLabel('Password', { exact: true }).fill(owner.password)
  await page.keyboard.press('Enter')
}

export const colourRules = ['color-contrast', 'link-in-text-block'] as const

/** What a phone's own layout can break: targets, names, the order of headings, places and lists. */
export const phoneRules = [
  'target-size',
  'button-name',
  'link-name',
  'label',
  'aria-hidden-focus',
  'duplicate-id-aria',
  'heading-order',
  'landmark-unique',
  'list',
  'listitem',
  'scrollable-region-focusable',
] as const

/** What reaches over the edge of the screen: nothing, or by how much. */
export async function tooWide(page: Page): Promise<string[]> {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  return wider > 0 ? [`${wider} px too wide`] : []
}

/**
 * What axe finds, each with its place: of all rules it has on by default, and that targets are large enough to be hit
 * (WCAG 2.5.8), which it has off; or of some rules only.
 */
export async function axeFinds(page: Page, rules: readonly string[] = []): Promise<string[]> {
  // The page has no frames, for which axe would open a page of its own.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  if (rules.length > 0) axe.withRules([...rules])
  else axe.options({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
  const found = await axe.analyze()
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id} at ${target.join(' ')}`),
  )
}

/** What is said at once, but for the places that wait for something to say. */
export function problems(page: Page) {
  return page.getByRole('alert').filter({ hasText: /\S/ })
}

/** The field of the name is marked, and the reason belongs to it. */
export async function expectRefused(page: Page, reason: string | RegExp): Promise<void> {
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  await expect(name).toHaveAccessibleDescription(reason)
  await expect(name).toHaveAttribute('aria-invalid', 'true')
  await expect(problems(page)).toHaveText(reason)
}

/** No violation of any rule axe knows, and nothing wider than the screen, in both themes. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of themes) {
    // Without motion a theme is there at once: a colour on its way to another has whatever contrast it has.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await axeFinds(page), colorScheme).toEqual([])
    expect(await tooWide(page), colorScheme).toEqual([])
  }
}
