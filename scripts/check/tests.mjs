import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup/paths.mjs'
import { say } from '../setup/report.mjs'
import { run } from '../setup/run.mjs'
import { countPlaywright, countVitest } from './counts.mjs'
import { hasDisplay, startVirtualDisplay } from '../run/display.mjs'

const results = join(root, 'test-results')

/** @typedef {import('./counts.mjs').Count} Count */

/**
 * The tests that need no window: unit, API, migrations, crash.
 *
 * @returns {Promise<Count>}
 */
export async function runVitest() {
  const report = reportFile('vitest.json')
  const runner = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { status } = await run(process.execPath, [runner, ...args], { live: true })
  return judged('vitest', countVitest(report), status)
}

/**
 * The tests with a window: real Electron, the packed app, then real Chromium; on a virtual display where there is no other.
 *
 * @returns {Promise<Count>}
 */
export async function runPlaywright() {
  const display = hasDisplay() ? null : await startVirtualDisplay()
  try {
    /** @type {Count} */
    let sum = { passed: 0, failures: [], skipped: 0 }
    // Elsewhere there is no folder to start the packed app from, only an installer.
    const packed = process.platform === 'linux' ? ['packed'] : []
    for (const project of ['electron', ...packed, 'browser']) {
      sum = add(sum, await runProject(project, display === null ? {} : { DISPLAY: display.name }))
    }
    return sum
  } finally {
    display?.stop()
  }
}

/**
 * @param {string} project
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<Count>}
 */
async function runProject(project, environment) {
  const report = reportFile(`playwright-${project}.json`)
  const runner = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
  const args = ['test', `--project=${project}`, '--reporter=list,json', `--output=${join(results, project)}`]
  const { status } = await run(process.execPath, [runner, ...args], {
    live: true,
    env: { ...process.env, ...environment, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  })
  return judged(`playwright ${project}`, countPlaywright(report), status)
}

/**
 * A runner that failed as a whole, or had nothing to run, is a failure even if no test of it is.
 *
 * @param {string} name
 * @param {Count} count
 * @param {number} status
 * @returns {Count}
 */
function judged(name, count, status) {
  if (count.skipped > 0) say(`${name}: ${count.skipped} skipped`)
  if (count.failures.length > 0) return count
  if (count.passed === 0) return { ...count, failures: [`${name}: no test ran (status ${status})`] }
  if (status === 0) return count
  return { ...count, failures: [`${name}: every test passed, but the run ended with status ${status}`] }
}

/**
 * @param {Count} one
 * @param {Count} other
 * @returns {Count}
 */
function add(one, other) {
  return {
    passed: one.passed + other.passed,
    failures: [...one.failures, ...other.failures],
    skipped: one.skipped + other.skipped,
  }
}

/**
 * @param {string} name
 * @returns {string} a path without the report of an earlier run
 */
function reportFile(name) {
  mkdirSync(results, { recursive: true })
  const file = join(results, name)
  rmSync(file, { force: true })
  return file
}
