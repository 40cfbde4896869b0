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

const assertions = (...statuses: string[]) => statuses.map((status) => ({ status }))

it('counts every test of vitest once', () => {
  const file = report({
    testResults: [
      { status: 'passed', assertionResults: assertions('passed', 'passed', 'pending') },
      { status: 'failed', assertionResults: assertions('passed', 'failed') },
    ],
  })
  expect(countVitest(file)).toEqual({ passed: 3, failed: 1, skipped: 1 })
})

it('counts a file vitest could not load as one failure', () => {
  const file = report({ testResults: [{ status: 'failed', assertionResults: [] }] })
  expect(countVitest(file)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

it('counts a file whose tests pass and whose tear-down fails as one failure more', () => {
  const file = report({ testResults: [{ status: 'failed', assertionResults: assertions('passed') }] })
  expect(countVitest(file)).toEqual({ passed: 1, failed: 1, skipped: 0 })
})

it('counts the tests of nested suites of Playwright, a flaky one as failed', () => {
  const spec = (status: string) => ({ tests: [{ status }] })
  const file = report({
    errors: [],
    suites: [
      {
        specs: [spec('expected')],
        suites: [{ specs: [spec('unexpected'), spec('flaky'), spec('skipped')] }],
      },
    ],
  })
  expect(countPlaywright(file)).toEqual({ passed: 1, failed: 2, skipped: 1 })
})

it('counts an error of Playwright outside any test as one failure', () => {
  expect(countPlaywright(report({ suites: [], errors: [{ message: 'no' }] }))).toEqual({
    passed: 0,
    failed: 1,
    skipped: 0,
  })
})

it('counts nothing where a runner left no report', () => {
  expect(countVitest(join(folder, 'missing.json'))).toEqual({ passed: 0, failed: 0, skipped: 0 })
})
