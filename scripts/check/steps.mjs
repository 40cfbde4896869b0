import { join } from 'node:path'
import { root } from '../setup/paths.mjs'
import { say } from '../setup/report.mjs'
import { run } from '../setup/run.mjs'

/** @param {...string} path of a program's JavaScript file below node_modules */
const installed = (...path) => join(root, 'node_modules', ...path)

/** Each is started with this Node, not through npx, which would take half a second of its own. */
const checks = [
  { name: 'format', args: [installed('oxfmt', 'bin', 'oxfmt'), '--check'], remedy: 'npx oxfmt' },
  { name: 'lint and import rules', args: [installed('oxlint', 'bin', 'oxlint')], remedy: null },
  { name: 'types', args: [installed('typescript', 'bin', 'tsc'), '-b'], remedy: null },
  { name: 'unused code', args: [installed('knip', 'bin', 'knip.js'), '--no-progress'], remedy: null },
]

/**
 * Runs every check, two at a time, and prints what the failing ones say.
 *
 * @returns {Promise<{ passed: number, failures: string[] }>}
 */
export async function runChecks() {
  const waiting = [...checks]
  /** @type {string[]} */
  const failures = []
  const worker = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      if (!(await runCheck(check))) failures.push(check.name)
    }
  }
  await Promise.all([worker(), worker()])
  return { passed: checks.length - failures.length, failures }
}

/**
 * @param {typeof checks[number]} check
 * @returns {Promise<boolean>} whether it passed
 */
async function runCheck(check) {
  const started = performance.now()
  const { status, output } = await run(process.execPath, check.args, { seconds: 600 })
  const took = `${((performance.now() - started) / 1000).toFixed(1)} s`
  if (status === 0) {
    say(`✓ ${check.name} (${took})`)
    return true
  }
  const remedy = check.remedy === null ? '' : `\n  to mend it: ${check.remedy}`
  say(`✗ ${check.name} (${took})\n${output.trimEnd()}${remedy}`)
  return false
}
