import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../setup/paths.mjs'
import { SetupError } from '../setup/report.mjs'

/**
 * Turns this process into the headless hub: no process in between that signals and the exit status would have to pass.
 *
 * @param {readonly string[]} flags
 */
export async function becomeHub(flags) {
  await becomeProgram(join(root, 'dist', 'main', 'headless.cjs'), flags)
}

/**
 * @param {string} file a built program
 * @param {readonly string[]} args
 */
export async function becomeProgram(file, args) {
  if (!existsSync(file)) throw new SetupError(`${file} was not built.`)
  process.argv = [process.execPath, file, ...args]
  await import(pathToFileURL(file).href)
}
