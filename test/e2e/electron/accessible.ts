import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'

/** No violation of any rule axe knows, and nothing wider than the window, in both themes. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // Electron opens no further page, in which axe would put its parts together.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    expect(violations, `${colorScheme}: ${violations.map((one) => one.help).join(', ')}`).toEqual([])
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(wider).toBeLessThanOrEqual(0)
  }
}
