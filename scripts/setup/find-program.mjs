import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * @param {string} name
 * @returns {string | null} where the search path has it
 */
export function findProgram(name) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`] : [name]
  const candidates = folders.flatMap((folder) => names.map((file) => join(folder, file)))
  return candidates.find(isExecutable) ?? null
}

/**
 * @param {string} file
 * @returns {boolean}
 */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
