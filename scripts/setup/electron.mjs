import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  fallbackExecutable,
  fallbackNotice,
  hasFallback,
  installFallback,
  refreshLauncher,
} from './electron-fallback.mjs'
import { declaredExecutable, declaredVersion } from './electron-path.mjs'
import { cacheFolder, root } from './paths.mjs'
import { SetupError, say, step } from './report.mjs'
import { run } from './run.mjs'

const day = 24 * 60 * 60 * 1000

/**
 * Gets an Electron to run: the declared one, else the fallback runtime. `electronExecutable` then names it.
 */
export async function obtainElectron() {
  if (declaredExecutable() !== null) return
  const reason = await downloadDeclared()
  if (declaredExecutable() !== null) return
  if (!hasFallback()) throw new SetupError(noElectron(reason))
  if (existsSync(fallbackExecutable())) {
    refreshLauncher()
  } else {
    try {
      await step('Fetching the fallback Electron from the npm registry (110 MB, once)', installFallback)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new SetupError(`${noElectron(reason)}\nThe fallback from the npm registry: ${why}`)
    }
  }
  say(fallbackNotice)
}

/**
 * @returns {Promise<string>} why it cannot be had, when it cannot; asked anew only a day after it failed
 */
async function downloadDeclared() {
  const version = declaredVersion()
  const failed = join(cacheFolder(), `electron-${version}-unavailable`)
  const failedAt = statSync(failed, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (Date.now() - failedAt < day) {
    return `its download failed within the last day (to try again, delete ${failed})`
  }
  return step(`Fetching Electron ${version}`, async () => {
    const reason = (await unreachable()) ?? (await install())
    if (reason === null) {
      rmSync(failed, { force: true })
      return ''
    }
    say(`  it cannot be had: ${reason}`)
    mkdirSync(cacheFolder(), { recursive: true })
    writeFileSync(failed, `${reason}\n`)
    return reason
  })
}

/** The package's own installer; it downloads from GitHub or a configured mirror and checks what it got. */
async function install() {
  const installer = join(root, 'node_modules', 'electron', 'install.js')
  const { status, output } = await run(process.execPath, [installer], { seconds: 1200 })
  if (status === 0) return null
  return output.trim().split('\n')[0] || `its installer ended with status ${status}`
}

/**
 * Asks first, and briefly, so that a network that swallows packets costs seconds and not the installer's patience.
 * With a mirror or a proxy configured only the installer knows the way.
 *
 * @returns {Promise<string | null>}
 */
async function unreachable() {
  const configured = /^(electron_mirror|npm_config_electron_mirror|https?_proxy|electron_get_use_proxy)$/i
  if (Object.keys(process.env).some((name) => configured.test(name))) return null
  try {
    await fetch('https://github.com/electron/electron/releases', {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(8000),
    })
    return null
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    return `github.com does not answer (${cause instanceof Error ? cause.message : String(cause)})`
  }
}

/** @param {string} reason */
function noElectron(reason) {
  return (
    `There is no Electron for the window on this machine (${process.platform}-${process.arch}).\n` +
    `Electron ${declaredVersion()}: ${reason}.\n` +
    (hasFallback() ? '' : 'The fallback from the npm registry exists for Linux on x64 only.\n') +
    'The hub works without a window, and every page of it in a browser: npm run serve'
  )
}
