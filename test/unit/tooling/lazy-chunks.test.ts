import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { build } from 'vite'
import { keepLazyChunksLazy } from '../../../scripts/build/lazy-chunks.mjs'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-lazy-chunks-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Bundles as the main process is bundled, and returns the code of the entries by file name. */
async function bundle(files: Readonly<Record<string, string>>, entries: readonly string[]) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const result = await build({
    configFile: false,
    root: folder,
    logLevel: 'silent',
    plugins: [keepLazyChunksLazy()],
    ssr: { target: 'node', noExternal: true },
    build: {
      ssr: true,
      write: false,
      minify: false,
      rolldownOptions: {
        input: entries.map((name) => join(folder, name)),
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name].cjs' },
      },
    },
  })
  if (Array.isArray(result) || !('output' in result)) throw new Error('one result was expected')
  return new Map(result.output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : '']))
}

it('loads a lazily imported chunk only when it is asked for', async () => {
  const code = await bundle(
    {
      'one.js': `import { shared } from './shared.js'\nimport('./lazy.js').then(({ library }) => library(shared))`,
      'two.js': `import { shared } from './shared.js'\nimport('./lazy.js').then(({ library }) => library(shared))`,
      'shared.js': `export const shared = Date.now()`,
      // For a CommonJS library of this size the bundler puts its helpers into the lazy chunk.
      'lazy.js': `import Koa from ${JSON.stringify(require.resolve('koa'))}\nexport const library = () => new Koa()`,
    },
    ['one.js', 'two.js'],
  )
  const entry = code.get('one.cjs') ?? ''
  expect(entry).toContain('.then(() => require("./chunks/lazy.cjs")')
  expect(entry).not.toMatch(/^(const \w+ = )?require\("\.\/chunks\/lazy\.cjs"\)/m)
})

it('keeps a chunk that is imported for what it does', async () => {
  const code = await bundle(
    {
      'one.js': `import './effect.js'\nexport const one = 1`,
      'two.js': `import './effect.js'\nexport const two = 2`,
      'effect.js': `globalThis.effect = 'done'`,
    },
    ['one.js', 'two.js'],
  )
  expect(code.get('one.cjs')).toContain('require("./chunks/effect.cjs")')
})
