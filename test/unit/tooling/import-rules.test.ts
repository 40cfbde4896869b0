import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

interface Row {
  readonly file: string
  readonly good: readonly string[]
  readonly bad: readonly string[]
}

/** What each part may import and what it never may (design section 2), with a file of that part to plant it in. */
const directions: readonly Row[] = [
  {
    file: 'shared/api/planted.ts',
    good: ['zod', './endpoint', '../scopes'],
    bad: [
      'node:crypto',
      'fs',
      'koa',
      'react',
      'lru-cache',
      '../../main/hub',
      '../../renderer/app',
      '../../package.json',
    ],
  },
  {
    file: 'renderer/features/planted.ts',
    good: ['react', '@tanstack/react-query', '../api/client', '../../shared/scopes'],
    bad: [
      'electron',
      'node:fs',
      'fs',
      'koa',
      'typeorm',
      '../../main/hub',
      '../../main/domain/errors',
      '../../migrations/index',
    ],
  },
  {
    file: 'main/domain/pairing/planted.ts',
    good: ['lru-cache', 'node:crypto', '../errors', './state', '../../../shared/scopes'],
    bad: [
      'koa',
      '@koa/router',
      'typeorm',
      'sqlite3',
      'electron',
      'node:fs',
      '../../server/listen',
      '../../store/data-source',
      '../../platform/clock',
      '../../desktop/window',
      '../../hub',
      '../../../renderer/app',
    ],
  },
  {
    file: 'main/server/routes/planted.ts',
    good: [
      'koa',
      '@koa/router',
      'zod',
      'node:stream',
      '../../domain/errors',
      '../../../shared/errors',
      '../../log',
    ],
    bad: [
      'typeorm',
      'sqlite3',
      'electron',
      '../../store/data-source',
      '../../platform/clock',
      '../../desktop/window',
      '../../hub',
    ],
  },
  {
    file: 'main/store/repositories/planted.ts',
    good: [
      'typeorm',
      'sqlite3',
      'async-mutex',
      '../../domain/unit-of-work',
      '../../../migrations/index',
      '../../../shared/text',
    ],
    bad: [
      'koa',
      '@koa/router',
      'electron',
      '../../server/listen',
      '../../desktop/window',
      '../../platform/clock',
      '../../hub',
    ],
  },
  {
    file: 'main/platform/planted.ts',
    good: ['node:os', '../domain/clock', '../../shared/text'],
    bad: [
      'koa',
      'electron',
      'typeorm',
      '../server/listen',
      '../desktop/window',
      '../store/data-source',
      '../hub',
    ],
  },
  {
    file: 'main/desktop/planted.ts',
    good: ['electron', 'node:path', '../hub', '../config', '../../shared/ipc'],
    bad: [
      'koa',
      'typeorm',
      'sqlite3',
      '../store/data-source',
      '../server/listen',
      '../domain/errors',
      '../../renderer/app',
    ],
  },
  {
    file: 'main/hub.ts',
    good: [
      'node:path',
      './store/data-source',
      './server/listen',
      './platform/clock',
      './domain/errors',
      '../shared/text',
    ],
    bad: ['electron', '../renderer/app', '../test/helpers/hub'],
  },
  {
    file: 'main/headless.ts',
    good: ['./hub', './config', 'commander'],
    bad: ['electron', '../renderer/app'],
  },
  {
    file: 'main/index.ts',
    good: ['electron', './desktop/window', './hub'],
    bad: ['koa', 'typeorm', './store/data-source', './server/listen', './domain/errors', '../renderer/app'],
  },
]

const migration = 'migrations/1-planted.ts'
const migrationTypes = ['typeorm', './2-other']
const migrationBad = ['../shared/text', '../main/hub', 'node:crypto', 'sqlite3', 'typeorm/index.js']

const repository = join(__dirname, '..', '..', '..')

let copy: string
let exitStatus: number | null
/** `file:line` -> the import rules that object there. */
let objections: ReadonlyMap<string, readonly string[]>

/** Every import stands in a line of its own, bad ones first as a value, then as a type. */
function source(imports: readonly string[]): string {
  return imports.map((line, index) => line.replaceAll('planted', `planted${index}`)).join('\n')
}

const value = (specifier: string) => `import { planted } from '${specifier}'`
const type = (specifier: string) => `import type { planted } from '${specifier}'`

function plant(file: string, text: string) {
  mkdirSync(join(copy, dirname(file)), { recursive: true })
  writeFileSync(join(copy, file), `${text}\n`)
}

interface Report {
  readonly diagnostics: readonly {
    readonly code: string
    readonly filename: string
    readonly labels: readonly { readonly span: { readonly line: number } }[]
  }[]
}

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'roost-import-rules-'))
  const config: { options?: unknown } = JSON.parse(readFileSync(join(repository, '.oxlintrc.json'), 'utf8'))
  // Types need the whole program, and no import rule needs types.
  delete config.options
  plant('.oxlintrc.json', JSON.stringify(config))
  for (const { file, good, bad } of directions) {
    plant(file, source([...bad.map(value), ...bad.map(type), ...good.map(value)]))
  }
  plant(migration, source([...migrationTypes.map(type), ...migrationBad.map(type), value('typeorm')]))
  plant('shared/ring/one.ts', "import { two } from './two'\nexport const one = () => two")
  plant('shared/ring/two.ts', "import { one } from './one'\nexport const two = () => one")
  plant('shared/default.ts', 'const planted = 1\nexport default planted')

  const program = join(repository, 'node_modules', 'oxlint', 'bin', 'oxlint')
  const run = spawnSync(process.execPath, [program, '--format=json'], { cwd: copy, encoding: 'utf8' })
  exitStatus = run.status
  const report: Report = JSON.parse(run.stdout)
  const found = new Map<string, string[]>()
  for (const { code, filename, labels } of report.diagnostics) {
    if (!code.includes('import')) continue
    const place = `${filename}:${labels[0]?.span.line}`
    found.set(place, [...(found.get(place) ?? []), code])
  }
  objections = found
})

afterAll(() => {
  rmSync(copy, { recursive: true, force: true })
})

const at = (file: string, line: number) => objections.get(`${file}:${line}`) ?? []
const restricted = ['eslint(no-restricted-imports)']

describe('lint', () => {
  const forbidden = directions.flatMap(({ file, bad }) =>
    bad.map((specifier, index) => ({ file, specifier, asValue: index + 1, asType: bad.length + index + 1 })),
  )
  it.each(forbidden)('refuses $specifier in $file', ({ file, asValue, asType }) => {
    expect(at(file, asValue)).toEqual(restricted)
    expect(at(file, asType)).toEqual(restricted)
  })

  const allowed = directions.flatMap(({ file, good, bad }) =>
    good.map((specifier, index) => ({ file, specifier, line: 2 * bad.length + index + 1 })),
  )
  it.each(allowed)('accepts $specifier in $file', ({ file, line }) => {
    expect(at(file, line)).toEqual([])
  })

  it("lets a migration import TypeORM's types and the list it stands in", () => {
    expect(migrationTypes.map((_, index) => at(migration, index + 1))).toEqual([[], []])
  })

  it('lets a migration import nothing else, and no value of TypeORM', () => {
    const lines = [...migrationBad, 'typeorm'].map((_, index) => migrationTypes.length + index + 1)
    expect(lines.map((line) => at(migration, line))).toEqual(lines.map(() => restricted))
  })

  it('ends with a status that stops the checks', () => {
    expect(exitStatus).toBe(1)
  })

  it('refuses a ring of imports', () => {
    expect(at('shared/ring/one.ts', 1)).toEqual(['import(no-cycle)'])
  })

  it('refuses a default export', () => {
    expect(at('shared/default.ts', 2)).toEqual(['import(no-default-export)'])
  })
})
