import './node-version.mjs'
import { obtainElectron } from './electron.mjs'
import { installPackages } from './packages.mjs'
import { installSqliteAddon } from './sqlite-addon.mjs'
import { installSystemPackages } from './system-packages.mjs'

/**
 * Sees to it that everything a command needs is there; what is there already costs a few file look-ups.
 *
 * @param {{ electron?: boolean, tests?: boolean }} [needs] a window; the displays and browsers of the test runners
 */
export async function prepare(needs = {}) {
  await installPackages()
  await installSqliteAddon()
  if (!needs.electron) return
  await obtainElectron()
  await installSystemPackages({ tests: needs.tests ?? false })
}
