import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { missingCompilerTools } from './compiler.mjs'
import { cacheFolder, root } from './paths.mjs'
import { SetupError, say, step } from './report.mjs'
import { run } from './run.mjs'

const sqliteFolder = join(root, 'node_modules', 'sqlite3')
const addon = join(sqliteFolder, 'build', 'Release', 'node_sqlite3.node')

/**
 * Puts sqlite3's native addon in its place: from the cache, else the published binary, else compiled here. It speaks
 * N-API, so one file serves every Node and Electron of this platform.
 */
export async function installSqliteAddon() {
  if (existsSync(addon)) return
  const cached = join(cacheFolder(), 'sqlite3', addonKey(), 'node_sqlite3.node')
  if (isIntact(cached)) {
    place(cached, addon)
    if (await loads()) return
    say('The sqlite3 addon in the cache does not load on this machine: making another.')
    rmSync(addon)
  }
  if (!(await download())) await compile()
  if (!(await loads())) {
    throw new SetupError(
      'The sqlite3 addon was made but does not load. Delete node_modules/sqlite3/build and run the command again.',
    )
  }
  place(addon, cached)
  writeFileSync(`${cached}.sha256`, sha256(cached))
}

/** @returns {Promise<boolean>} whether there is a published binary and it could be had */
async function download() {
  const installer = join(root, 'node_modules', 'prebuild-install', 'bin.js')
  return step('Fetching the sqlite3 addon', async () => {
    const { status } = await run(process.execPath, [installer, '-r', 'napi'], {
      cwd: sqliteFolder,
      seconds: 60,
    })
    if (status === 0 && existsSync(addon) && (await loads())) return true
    say('  its published binary cannot be had from here (it is on github.com)')
    return false
  })
}

async function compile() {
  const missing = await missingCompilerTools()
  if (missing !== null) {
    throw new SetupError(
      `Roost's database driver, sqlite3, has to be compiled here, and a tool for it is missing.\n${missing}`,
    )
  }
  const nodeGyp = join(root, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js')
  await step('Compiling sqlite3, about 2 minutes, once on this machine', async () => {
    const { status, output } = await run(
      process.execPath,
      [nodeGyp, 'rebuild', '--release', '--jobs=max', ...headersArgument()],
      { cwd: sqliteFolder, seconds: 1800 },
    )
    if (status !== 0) {
      throw new SetupError(
        `sqlite3 could not be compiled (status ${status}):\n${output.trimEnd().slice(-3000)}`,
      )
    }
  })
}

/** Headers installed with this Node spare node-gyp a download from nodejs.org. */
function headersArgument() {
  const prefix = dirname(dirname(process.execPath))
  return existsSync(join(prefix, 'include', 'node', 'node_api.h')) ? [`--nodedir=${prefix}`] : []
}

/** Another process, because a native addon that is broken can take its process down with it. */
async function loads() {
  const { status } = await run(process.execPath, ['-e', "require('sqlite3')"], { seconds: 30 })
  return status === 0
}

/** @returns {string} what the addon depends on: its version, the platform, the C library, the N-API level */
function addonKey() {
  /** @type {{ version: string, binary?: { napi_versions?: number[] } }} */
  const manifest = JSON.parse(readFileSync(join(sqliteFolder, 'package.json'), 'utf8'))
  const supported = (manifest.binary?.napi_versions ?? []).filter(
    (level) => level <= Number(process.versions.napi),
  )
  const platform = [process.platform, process.arch, ...(isMusl() ? ['musl'] : [])].join('-')
  return `${manifest.version}-${platform}-napi${Math.max(0, ...supported)}`
}

function isMusl() {
  return (
    process.platform === 'linux' &&
    existsSync(`/lib/ld-musl-${process.arch === 'x64' ? 'x86_64' : 'aarch64'}.so.1`)
  )
}

/**
 * @param {string} file
 * @returns {boolean} whether it is there and is what was once put there
 */
function isIntact(file) {
  if (!existsSync(file) || !existsSync(`${file}.sha256`)) return false
  return readFileSync(`${file}.sha256`, 'utf8').trim() === sha256(file)
}

/** @param {string} file */
function sha256(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

/**
 * Copies so that no other process ever sees half a file.
 *
 * @param {string} from
 * @param {string} to
 */
function place(from, to) {
  mkdirSync(dirname(to), { recursive: true })
  const temporary = `${to}.${process.pid}`
  copyFileSync(from, temporary)
  renameSync(temporary, to)
}
