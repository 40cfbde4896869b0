import { readFileSync } from 'node:fs'

/**
 * @typedef {object} Count
 * @property {number} passed
 * @property {string[]} failures what failed, each by its name and the first lines of why
 * @property {number} skipped
 */

/**
 * @typedef {object} Outcome
 * @property {'passed' | 'failed' | 'skipped'} result
 * @property {string} name
 * @property {string} why empty unless it failed
 */

/** What is told of a failure's reason at the end of a run; the whole of it stands above, where it happened. */
const lines = 8

/**
 * Counts the tests of vitest's JSON report. A file that could not be loaded holds no test, and is one failure.
 *
 * @param {string} file
 * @returns {Count}
 */
export function countVitest(file) {
  /** @type {{ testResults: VitestFile[] } | null} */
  const report = readJson(file)
  return tally(report === null ? [] : report.testResults.flatMap(outcomesOfFile))
}

/**
 * @typedef {{ status: string, fullName: string, failureMessages?: string[] | null }} VitestTest
 * @typedef {{ status: string, name: string, message?: string, assertionResults: VitestTest[] }} VitestFile
 * @param {VitestFile} file
 * @returns {Outcome[]}
 */
function outcomesOfFile(file) {
  const tests = file.assertionResults.map((test) => outcomeOfTest(file.name, test))
  const itself = file.status === 'failed' && !tests.some(({ result }) => result === 'failed')
  return itself ? [...tests, failed(file.name, file.message)] : tests
}

/**
 * @param {string} file
 * @param {VitestTest} test
 * @returns {Outcome}
 */
function outcomeOfTest(file, { status, fullName, failureMessages }) {
  const name = `${file} › ${fullName}`
  if (status === 'failed') return failed(name, (failureMessages ?? []).join('\n'))
  return { result: status === 'passed' ? 'passed' : 'skipped', name, why: '' }
}

/**
 * Counts the tests of Playwright's JSON report; an error outside any test is one failure.
 *
 * @param {string} file
 * @returns {Count}
 */
export function countPlaywright(file) {
  /** @type {{ suites: Suite[], errors: PlaywrightError[] } | null} */
  const report = readJson(file)
  if (report === null) return tally([])
  const outside = report.errors.map(({ message }) => failed('outside any test', message))
  return tally([...report.suites.flatMap((suite) => outcomesOfSuite(suite)), ...outside])
}

/**
 * @typedef {{ message?: string }} PlaywrightError
 * @typedef {{ status: string, results?: { error?: PlaywrightError }[] }} PlaywrightTest
 * @typedef {{ title: string, file?: string, suites?: Suite[], specs?: { title: string, tests: PlaywrightTest[] }[] }} Suite
 * @param {Suite} suite
 * @param {string} [within]
 * @returns {Outcome[]}
 */
function outcomesOfSuite(suite, within = '') {
  const path = `${within}${suite.title} › `
  return [
    ...(suite.specs ?? []).flatMap(({ title, tests }) => tests.map((test) => outcomeOf(path + title, test))),
    ...(suite.suites ?? []).flatMap((inner) => outcomesOfSuite(inner, path)),
  ]
}

/**
 * @param {string} name
 * @param {PlaywrightTest} test
 * @returns {Outcome} one that passed only when tried again has failed
 */
function outcomeOf(name, { status, results }) {
  if (status === 'expected') return { result: 'passed', name, why: '' }
  if (status === 'skipped') return { result: 'skipped', name, why: '' }
  return failed(name, results?.find(({ error }) => error !== undefined)?.error?.message)
}

/**
 * @param {string} name
 * @param {string} [why]
 * @returns {Outcome}
 */
function failed(name, why = '') {
  return { result: 'failed', name, why }
}

/**
 * @param {readonly Outcome[]} outcomes
 * @returns {Count}
 */
function tally(outcomes) {
  return {
    passed: outcomes.filter(({ result }) => result === 'passed').length,
    failures: outcomes.filter(({ result }) => result === 'failed').map(told),
    skipped: outcomes.filter(({ result }) => result === 'skipped').length,
  }
}

/**
 * @param {Outcome} outcome
 * @returns {string}
 */
function told({ name, why }) {
  const said = why.split('\n').filter((line) => line.trim() !== '')
  return [name, ...said.slice(0, lines).map((line) => `  ${line}`)].join('\n')
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
