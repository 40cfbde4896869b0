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
