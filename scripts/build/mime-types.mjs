import { createRequire } from 'node:module'

const ofKoa = createRequire(createRequire(import.meta.url).resolve('koa'))
const library = ofKoa.resolve('mime-types')
const table = createRequire(library).resolve('mime-db')

/**
 * Bundles one table of media types, Koa's, where each of its parts brings its own, and in it only what is asked for: of
 * the types that have neither a file extension nor a character set, two of three, nothing can be told but their name.
 *
 * @returns {import('vite').Plugin}
 */
export function oneMimeTable() {
  return {
    name: 'one-mime-table',
    enforce: 'pre',
    resolveId: {
      filter: { id: /^mime-(?:types|db)$/ },
      handler: (id) => (id === 'mime-db' ? table : library),
    },
    load: {
      filter: { id: /[\\/]mime-db[\\/]index\.js$/ },
      handler: (file) => `module.exports = ${JSON.stringify(usedOf(file))}`,
    },
  }
}

/**
 * @typedef {object} MediaType
 * @property {string} [source]
 * @property {string} [charset]
 * @property {string[]} [extensions]
 */

/**
 * @param {string} file the library's own, beside its table
 * @returns {object}
 */
function usedOf(file) {
  /** @type {Record<string, MediaType>} */
  const types = createRequire(file)('./db.json')
  return Object.fromEntries(
    Object.entries(types)
      .filter(([, { charset, extensions }]) => charset !== undefined || extensions !== undefined)
      .map(([name, { source, charset, extensions }]) => [name, { source, charset, extensions }]),
  )
}
