import { spawn } from 'node:child_process'
import { electronExecutable } from '../setup/electron-path.mjs'
import { root } from '../setup/paths.mjs'
import { SetupError, say } from '../setup/report.mjs'
import { exitStatus } from '../setup/run.mjs'

/**
 * Starts the desktop app from this checkout.
 *
 * @param {readonly string[]} flags of Roost
 * @param {NodeJS.ProcessEnv} [environment] on top of this process's own
 * @returns {{ ended: Promise<number>, stop: () => void }} `ended` resolves to its exit status
 */
export function openWindow(flags, environment = {}) {
  const executable = electronExecutable()
  if (executable === null) throw new SetupError('There is no Electron.')
  const child = spawn(executable, [...sandboxArguments(), root, ...flags], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  })
  const forward = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal)
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  for (const signal of signals) process.on(signal, forward)
  /** @type {Promise<number>} */
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const name of signals) process.off(name, forward)
      resolve(exitStatus(code, signal))
    })
  })
  return { ended, stop: () => forward('SIGTERM') }
}

/** @returns {string[]} */
function sandboxArguments() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return []
  say("Running as root: Chromium's sandbox refuses that and is off.")
  return ['--no-sandbox']
}
