import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { findProgram, isExecutable } from './find-program.mjs'

/**
 * The Chromium the browser tests run in: `CHROMIUM`, or one installed on this machine.
 *
 * @returns {string | null} null where there is only the one Playwright may have downloaded for itself, or none
 */
export function chromiumExecutable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  if (isExecutable('/usr/bin/chromium')) return '/usr/bin/chromium'
  return findProgram('google-chrome') ?? findProgram('google-chrome-stable')
}

/**
 * @returns {string | null} the folder of a Chromium that Playwright downloaded for itself (`npx playwright install`)
 */
export function playwrightChromium() {
  const folder = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache', 'ms-playwright')
  if (!existsSync(folder)) return null
  const found = readdirSync(folder).find((name) => /^chromium(_headless_shell)?-\d+$/.test(name))
  return found === undefined ? null : join(folder, found)
}
