import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fallbackExecutable } from './electron-fallback.mjs'
import { root } from './paths.mjs'

/**
 * The Electron to run: the declared one where its binary is installed, else the fallback runtime of the cache. Run as
 * a program, this file prints it.
 *
 * @returns {string | null} null when the set-up has not got one (`npm start` and `npm test` do)
 */
export function electronExecutable() {
  const declared = declaredExecutable()
  if (declared !== null) return declared
  return existsSync(fallbackExecutable()) ? fallbackExecutable() : null
}

/** @returns {string | null} the binary of the declared `electron` package, when it is installed and of that version */
export function declaredExecutable() {
  const folder = join(root, 'node_modules', 'electron')
  try {
    const binaries = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist')
    const file = join(binaries, readFileSync(join(folder, 'path.txt'), 'utf8'))
    const installed = readFileSync(join(folder, 'dist', 'version'), 'utf8')
      .replace(/^v/, '')
      .trim()
    return installed === declaredVersion() && existsSync(file) ? file : null
  } catch {
    return null
  }
}

/** @returns {string} the version of the installed `electron` package, which is the one in package.json */
export function declaredVersion() {
  /** @type {{ version: string }} */
  const manifest = JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'))
  return manifest.version
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const executable = electronExecutable()
  if (executable === null) {
    process.stderr.write('There is no Electron yet: npm start or npm test gets one.\n')
    process.exitCode = 1
  } else {
    process.stdout.write(`${executable}\n`)
  }
}
