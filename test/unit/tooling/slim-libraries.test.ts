import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sqlite3 from 'sqlite3'
import type * as Typeorm from 'typeorm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { build } from 'vite'
import { oneMimeTable } from '../../../scripts/build/mime-types.mjs'
import { slimTypeorm } from '../../../scripts/build/typeorm.mjs'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-slim-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Bundles this module as the main process is bundled, and tells its file. */
async function bundle(text: string): Promise<string> {
  writeFileSync(join(folder, 'entry.js'), text)
  await build({
    configFile: false,
    root: folder,
    logLevel: 'silent',
    plugins: [slimTypeorm(), oneMimeTable()],
    ssr: { target: 'node', noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: join(folder, 'entry.js'),
        output: { format: 'cjs', entryFileNames: 'built.cjs' },
      },
    },
  })
  return join(folder, 'built.cjs')
}

it('TypeORM with one driver keeps rows, and tells what the database refused', async () => {
  const file = await bundle(`export { DataSource, EntitySchema, QueryFailedError } from 'typeorm'`)
  expect(readFileSync(file, 'utf8')).not.toMatch(
    /class (?:Postgres|Mysql|Mongo|SqlServer)Driver|reflect-metadata/,
  )

  const { DataSource, EntitySchema, QueryFailedError } = createRequire(file)(file) as typeof Typeorm
  const game = new EntitySchema<{ id: number; name: string }>({
    name: 'game',
    columns: { id: { type: 'integer', primary: true }, name: { type: 'text', unique: true } },
  })
  const database = await new DataSource({
    type: 'sqlite',
    driver: sqlite3,
    database: ':memory:',
    entities: [game],
    synchronize: true,
  }).initialize()
  const games = database.getRepository(game)
  await games.save({ id: 1, name: 'Amber Trail' })
  await expect(
    database.transaction((manager) => manager.insert(game, { id: 2, name: 'Amber Trail' })),
  ).rejects.toThrow(QueryFailedError)
  expect(await games.find()).toEqual([{ id: 1, name: 'Amber Trail' }])
  await database.destroy()
})

it('the one table of media types tells what the whole one tells', async () => {
  const requireHere = createRequire(import.meta.url)
  const library = createRequire(requireHere.resolve('koa')).resolve('mime-types')
  const file = await bundle(`export { default } from 'mime-types'`)

  const bundled = requireHere(file) as MimeTypes
  const whole = requireHere(library) as MimeTypes
  expect(bundled.types).toEqual(whole.types)
  expect(bundled.extensions).toEqual(whole.extensions)
  const names = Object.keys(createRequire(library)('mime-db') as object)
  expect(names.map((name) => bundled.charset(name))).toEqual(names.map((name) => whole.charset(name)))
})

interface MimeTypes {
  readonly types: object
  readonly extensions: object
  charset(type: string): string | false
}
