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

/** No violation of any rule axe knows, and nothing wider than the screen, in both themes. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of themes) {
    // Without motion a theme is there at once: a colour on its way to another has whatever contrast it has.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations, `${colorScheme}: ${violations.map((one) => one.help).join(', ')}`).toEqual([])
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(wider).toBeLessThanOrEqual(0)
  }
}
