import { join } from 'node:path'
import { root } from '../setup/paths.mjs'

/** TypeORM as ES modules, of which a bundler takes only what is used; its other form is loaded whole. */
const entry = join(root, 'node_modules', 'typeorm', 'browser', 'index.js')
const modules = /[\\/]typeorm[\\/]browser[\\/]/

/**
 * Modules of TypeORM that would bring along what Roost never asks for.
 *
 * @type {Readonly<Record<string, string>>} path below its folder -> what stands there instead
 */
const replaced = {
  // The drivers of all other databases.
  'driver/DriverFactory.js': `
    import { SqliteDriver } from './sqlite/SqliteDriver.js'
    export class DriverFactory {
      create(connection) {
        return new SqliteDriver(connection)
      }
    }`,
  'driver/mongodb/typings.js': 'export {}',
  'entity-manager/MongoEntityManager.js': 'export class MongoEntityManager {}',
  'repository/MongoRepository.js': 'export class MongoRepository {}',
  // Searching folders for entities and migrations: Roost lists its own.
  'util/DirectoryExportedClassesLoader.js': `
    export async function importClassesFromDirectories(logger, directories) {
      if (directories.length > 0) throw new Error('Entities and migrations are listed one by one')
      return []
    }`,
}

/**
 * Libraries it asks for, and what stands there instead: Node's own hashes, and no texts for a terminal or from a file.
 *
 * @type {Readonly<Record<string, string>>}
 */
const libraries = {
  'sha.js': `export { createHash as default } from 'node:crypto'`,
  '@sqltools/formatter': 'export const format = (sql) => sql',
  'sql-highlight': 'export const highlight = (sql) => sql',
  dotenv: 'export default {}',
}
const ofTypeorm = 'typeorm-asks-for:'

/**
 * Bundles TypeORM with nothing but its SQLite driver: whole it is 350 files, most of them for other databases, and a
 * quarter of a second at every start.
 *
 * @returns {import('vite').Plugin}
 */
export function slimTypeorm() {
  return {
    name: 'slim-typeorm',
    enforce: 'pre',
    // What it does when it is loaded is for decorators, and Roost has none.
    config: () => ({
      build: {
        rolldownOptions: { treeshake: { moduleSideEffects: [{ test: modules, sideEffects: false }] } },
      },
    }),
    resolveId(id, importer) {
      if (id === 'typeorm') return entry
      return id in libraries && modules.test(importer ?? '') ? `${ofTypeorm}${id}` : undefined
    },
    load(id) {
      if (id.startsWith(ofTypeorm)) return libraries[id.slice(ofTypeorm.length)]
      return replaced[id.split(modules)[1]?.replaceAll('\\', '/') ?? '']
    },
  }
}
