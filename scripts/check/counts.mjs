import { readFileSync } from 'node:fs'

/**
 * @typedef {object} Count
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** @type {Readonly<Count>} what a runner that left no report has shown */
const nothing = { passed: 0, failed: 0, skipped: 0 }

/**
 * Counts the tests of vitest's JSON report. A file that could not be loaded holds no test, and is one failure.
 *
 * @param {string} file
 * @returns {Count}
 */
export function countVitest(file) {
  /** @type {{ testResults: { status: string, assertionResults: { status: string }[] }[] } | null} */
  const report = readJson(file)
  if (report === null) return nothing
  const outcomes = report.testResults.flatMap((result) =>
    result.status === 'failed' && !result.assertionResults.some(({ status }) => status === 'failed')
      ? [...result.assertionResults.map(({ status }) => status), 'failed']
      : result.assertionResults.map(({ status }) => status),
  )
  return tally(outcomes, { passed: ['passed'], failed: ['failed'] })
}

/**
 * Counts the tests of Playwright's JSON report; an error outside any test is one failure.
 *
 * @param {string} file
 * @returns {Count}
 */
export function countPlaywright(file) {
  /** @type {{ suites: Suite[], errors: unknown[] } | null} */
  const report = readJson(file)
  if (report === null) return nothing
  const outcomes = [...report.suites.flatMap(outcomesOf), ...report.errors.map(() => 'unexpected')]
  return tally(outcomes, { passed: ['expected'], failed: ['unexpected', 'flaky'] })
}

/**
 * @typedef {{ suites?: Suite[], specs?: { tests: { status: string }[] }[] }} Suite
 * @param {Suite} suite
 * @returns {string[]}
 */
function outcomesOf(suite) {
  return [
    ...(suite.specs ?? []).flatMap((spec) => spec.tests.map(({ status }) => status)),
    ...(suite.suites ?? []).flatMap(outcomesOf),
  ]
}

/**
 * @param {readonly string[]} outcomes
 * @param {{ passed: readonly string[], failed: readonly string[] }} words
 * @returns {Count}
 */
function tally(outcomes, words) {
  const passed = outcomes.filter((outcome) => words.passed.includes(outcome)).length
  const failed = outcomes.filter((outcome) => words.failed.includes(outcome)).length
  return { passed, failed, skipped: outcomes.length - passed - failed }
}

/**
 * @template Report
 * @param {string} file
 * @returns {Report | null} null when it is missing or was cut short
 */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
