import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** The repository; tests of the desktop run from its built `dist/`. */
export const appFolder = join(import.meta.dirname, '..', '..', '..')

/** @returns the Electron to test with: `ROOST_ELECTRON`, or the one the set-up has got. */
export function electronPath(): string {
  const given = process.env['ROOST_ELECTRON']
  if (given !== undefined && given !== '') return given
  const script = join(appFolder, 'scripts', 'setup', 'electron-path.mjs')
  return execFileSync(process.execPath, [script], { encoding: 'utf8' }).trim()
}
