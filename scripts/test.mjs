import { buildIfStale } from './build/build-if-stale.mjs'
import { runChecks } from './check/steps.mjs'
import { runPlaywright, runVitest } from './check/tests.mjs'
import { prepare } from './setup/prepare.mjs'
import { SetupError, say } from './setup/report.mjs'

/** @type {{ passed: number, failures: string[] }} */
const sum = { passed: 0, failures: [] }

/**
 * Adds what a part of the run came to. A part that breaks is one failure, and the others still run.
 *
 * @param {string} name
 * @param {() => Promise<{ passed: number, failures: string[] } | void>} part
 * @returns {Promise<boolean>} whether the part came to its end
 */
async function add(name, part) {
  try {
    const count = await part()
    sum.passed += count?.passed ?? 0
    sum.failures.push(...(count?.failures ?? []))
    return true
  } catch (error) {
    const plain = error instanceof SetupError ? error.message : error
    sum.failures.push(`${name}: ${plain instanceof Error ? plain.stack : String(plain)}`)
    say(`✗ ${sum.failures.at(-1)}`)
    return false
  }
}

if (await add('set-up', () => prepare({ electron: true, tests: true }))) {
  const built = await add('build', buildIfStale)
  await add('checks', runChecks)
  await add('vitest', runVitest)
  // The windows show what was built; without it they would show something older.
  if (built) await add('playwright', runPlaywright)
}
process.exitCode = sum.failures.length === 0 && sum.passed > 0 ? 0 : 1
// Once more at the end: whoever has only a run's last lines learns what failed.
for (const failure of sum.failures) say(`✗ ${failure}`)
process.stdout.write(`${sum.passed} passed, ${sum.failures.length} failed\n`)
