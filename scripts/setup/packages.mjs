import { createHash } from 'node:crypto'
import { lstatSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { SetupError, say, step } from './report.mjs'
import { run } from './run.mjs'

const modules = join(root, 'node_modules')
const stampFile = join(modules, '.roost-installed')

/**
 * Installs the packages of package-lock.json when node_modules does not hold them. Install scripts of packages are not
 * run: the one that matters, sqlite3's, is `installSqliteAddon`.
 */
export async function installPackages() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const wanted = `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`
  if (read(stampFile) === wanted) return
  const linked = lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
  if (holdsPackagesOf(lock)) {
    if (!linked) writeFileSync(stampFile, wanted)
    return
  }
  if (linked) {
    // A link is somebody's deliberate arrangement, and npm would empty the folder it points to.
    say('node_modules is a link and does not match package-lock.json: used as it is.')
    return
  }
  await step('Installing packages', async () => {
    const { status, output } = await run('npm', [
      'ci',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ])
    if (status !== 0) {
      throw new SetupError(
        `The packages could not be installed (npm ci, status ${status}):\n${output.trim().slice(0, 1500)}\n` +
          'If the npm registry could not be reached, mend that and run the same command again.',
      )
    }
  })
  writeFileSync(stampFile, wanted)
}

/**
 * Whether somebody's own `npm ci` already installed this lock file: npm notes what it installed beside the packages.
 *
 * @param {string} lock contents of package-lock.json
 */
function holdsPackagesOf(lock) {
  const note = read(join(modules, '.package-lock.json'))
  if (note === null) return false
  const installed = packagesOf(note)
  return Object.entries(packagesOf(lock)).every(([path, wanted]) => {
    if (path === '') return true
    const found = installed[path]
    // An optional package is rightly missing where it is for another platform.
    if (found === undefined) return wanted.optional === true && !isForThisPlatform(wanted)
    return found.version === wanted.version && found.integrity === wanted.integrity
  })
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: string[], cpu?: string[] }} Entry
 * @param {string} text
 * @returns {Record<string, Entry>}
 */
function packagesOf(text) {
  /** @type {{ packages?: Record<string, Entry> }} */
  const parsed = JSON.parse(text)
  return parsed.packages ?? {}
}

/**
 * @param {Entry} entry
 * @returns {boolean} whether npm certainly installs this optional package here; variants by C library are left open
 */
function isForThisPlatform(entry) {
  if (entry.os === undefined || 'libc' in entry) return false
  return entry.os.includes(process.platform) && (entry.cpu?.includes(process.arch) ?? true)
}

/**
 * @param {string} file
 * @returns {string | null}
 */
function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
