import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { root } from '../setup/paths.mjs'
import { writeAscii } from './ascii.mjs'
import { keepLazyChunksLazy } from './lazy-chunks.mjs'
import { notePackages } from './licences.mjs'
import { oneMimeTable } from './mime-types.mjs'
import { noDeprecations } from './no-deprecations.mjs'
import { slimTypeorm } from './typeorm.mjs'

/**
 * What stays outside the bundles: Electron's own module, the database driver with its native addon, and the bench's
 * browser driver. Built-in modules stay outside by themselves.
 */
const external = ['electron', 'sqlite3', '@playwright/test']

/**
 * @typedef {object} NodeBundle
 * @property {string} folder where it goes, below dist/
 * @property {Record<string, string>} entries name of the bundle -> source file
 * @property {boolean} [single] one file without chunks: a sandboxed preload script cannot load another file
 */

/** @type {readonly NodeBundle[]} */
export const nodeBundles = [
  { folder: 'main', entries: { index: 'main/index.ts', headless: 'main/headless.ts' } },
  // A thread is started from a file.
  { folder: 'main', entries: { 'hash-worker': 'main/platform/hash-worker.ts' }, single: true },
  { folder: 'main', entries: { preload: 'main/preload.ts' }, single: true },
  { folder: '.', entries: { simulator: 'test/simulator/cli.ts' }, single: true },
  { folder: '.', entries: { bench: 'test/bench/cli.ts' }, single: true },
  // The hub that the bench kills again and again.
  { folder: '.', entries: { 'crash-hub': 'test/crash/hub/child.ts' }, single: true },
]

/**
 * CommonJS for Node 18: an Electron before 28 loads no ES module as its main file.
 *
 * @param {NodeBundle} bundle with at least one entry that exists
 * @param {{ development?: boolean, packages?: Set<string> }} [options] development builds are rebuilt at every change;
 *   `packages` gets the folders of what was bundled
 */
export function buildNodeBundle(bundle, options = {}) {
  return build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    // What only development builds may do is behind this name, and is not even in the bundle of the others.
    define: { 'process.env.NODE_ENV': JSON.stringify(options.development ? 'development' : 'production') },
    plugins: [
      slimTypeorm(),
      oneMimeTable(),
      noDeprecations(),
      keepLazyChunksLazy(),
      writeAscii(),
      ...(options.packages ? [notePackages(options.packages)] : []),
    ],
    ssr: { target: 'node', noExternal: true, external },
    build: {
      ssr: true,
      outDir: join(root, 'dist', bundle.folder),
      emptyOutDir: false,
      target: 'node18.15',
      minify: false,
      sourcemap: true,
      watch: options.development ? {} : null,
      rolldownOptions: {
        input: presentEntries(bundle),
        output: {
          format: 'cjs',
          // An engine keeps them in memory with the code. Licences have a file of their own.
          comments: false,
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name]-[hash].cjs',
          ...(bundle.single ? { codeSplitting: false } : {}),
        },
        // A dependency of Koa builds a function from text; our own code is kept from it by lint.
        checks: { eval: false },
      },
    },
  })
}

/**
 * @param {NodeBundle} bundle
 * @returns {Record<string, string>} the entries whose source file exists
 */
export function presentEntries(bundle) {
  return Object.fromEntries(
    Object.entries(bundle.entries)
      .map(([name, source]) => /** @type {const} */ ([name, join(root, source)]))
      .filter(([, source]) => existsSync(source)),
  )
}

/** @returns {boolean} whether there is a page to build */
export function pageExists() {
  return existsSync(join(root, 'renderer', 'index.html'))
}

/** @param {Set<string>} packages gets the folders of what was bundled */
export function buildPage(packages) {
  return build({
    configFile: join(root, 'vite.config.ts'),
    root: join(root, 'renderer'),
    logLevel: 'warn',
    plugins: [notePackages(packages)],
  })
}
