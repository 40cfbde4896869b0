import { spawn } from 'node:child_process'
import { root } from './paths.mjs'

/**
 * @typedef {object} Finished
 * @property {number} status exit status; 124 when the time was up, 127 when it could not be started, 128 + n after signal n
 * @property {string} output standard output and standard error as they came
 */

/**
 * Runs a program to its end and collects what it says.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, seconds?: number, live?: boolean }} [options] `seconds` is the
 *   longest it may take; `live` passes its output on as it comes
 * @returns {Promise<Finished>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // npm is a .cmd file on Windows, and those start only through a shell.
      shell: process.platform === 'win32' && command === 'npm',
    })
    let output = ''
    let late = false
    const timer = setTimeout(
      () => {
        late = true
        child.kill('SIGKILL')
      },
      (options.seconds ?? 3600) * 1000,
    )
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (/** @type {string} */ text) => {
        output += text
        if (options.live) process.stderr.write(text)
      })
    }
    child.on('error', (error) => {
      clearTimeout(timer)
      resolve({ status: 127, output: error.message })
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      resolve({ status: late ? 124 : exitStatus(code, signal), output })
    })
  })
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 * @returns {number} the status a shell would report
 */
export function exitStatus(code, signal) {
  if (code !== null) return code
  const numbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }
  return 128 + (Object.entries(numbers).find(([name]) => name === signal)?.[1] ?? 0)
}
