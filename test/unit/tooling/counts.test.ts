import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { countPlaywright, countVitest } from '../../../scripts/check/counts.mjs'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-counts-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function report(content: unknown): string {
  const file = join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

const assertions = (...statuses: string[]) =>
  statuses.map((status, at) => ({
    status,
    fullName: `test ${at}`,
    failureMessages: status === 'failed' ? ['not so'] : [],
  }))

it('counts every test of vitest once, and names what failed with its reason', () => {
  const file = report({
    testResults: [
      { status: 'passed', name: 'one.test.ts', assertionResults: assertions('passed', 'passed', 'pending') },
      { status: 'failed', name: 'two.test.ts', assertionResults: assertions('passed', 'failed') },
    ],
  })
  expect(countVitest(file)).toEqual({
    passed: 3,
    failures: ['two.test.ts › test 1\n  not so'],
    skipped: 1,
  })
})

it('counts a file vitest could not load as one failure', () => {
  const file = report({
    testResults: [{ status: 'failed', name: 'one.test.ts', message: 'cannot be read', assertionResults: [] }],
  })
  expect(countVitest(file)).toEqual({ passed: 0, failures: ['one.test.ts\n  cannot be read'], skipped: 0 })
})

it('counts a file whose tests pass and whose tear-down fails as one failure more', () => {
  const file = report({
    testResults: [{ status: 'failed', name: 'one.test.ts', assertionResults: assertions('passed') }],
  })
  expect(countVitest(file)).toEqual({ passed: 1, failures: ['one.test.ts'], skipped: 0 })
})

it('counts the tests of nested suites of Playwright, a flaky one as failed', () => {
  const spec = (title: string, status: string, message?: string) => ({
    title,
    tests: [{ status, results: message === undefined ? [{}] : [{ error: { message } }, {}] }],
  })
  const inner = [
    spec('b', 'unexpected', 'red\n\nnot green'),
    spec('c', 'flaky', 'late'),
    spec('d', 'skipped'),
  ]
  const file = report({
    errors: [],
    suites: [
      { title: 'a.test.ts', specs: [spec('a', 'expected')], suites: [{ title: 'inner', specs: inner }] },
    ],
  })
  expect(countPlaywright(file)).toEqual({
    passed: 1,
    failures: ['a.test.ts › inner › b\n  red\n  not green', 'a.test.ts › inner › c\n  late'],
    skipped: 1,
  })
})

it('counts an error of Playwright outside any test as one failure', () => {
  expect(countPlaywright(report({ suites: [], errors: [{ message: 'no' }] }))).toEqual({
    passed: 0,
    failures: ['outside any test\n  no'],
    skipped: 0,
  })
})

it('tells only the first lines of a long reason', () => {
  const message = Array.from({ length: 100 }, (_, at) => `line ${at}`).join('\n')
  const [failure] = countPlaywright(report({ suites: [], errors: [{ message }] })).failures
  expect(failure?.split('\n')).toHaveLength(9)
})

it('counts nothing where a runner left no report', () => {
  expect(countVitest(join(folder, 'missing.json'))).toEqual({ passed: 0, failures: [], skipped: 0 })
})
