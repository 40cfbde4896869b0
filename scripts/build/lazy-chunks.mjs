import { posix } from 'node:path'

/**
 * Keeps lazily loaded chunks lazy. The bundler puts its own few helper functions into some chunk, often one that is
 * loaded lazily, and then lets every entry require that chunk for them, even where none is used: Electron's window
 * would wait for the hub's libraries. A require whose result is not used goes, unless a module of the chunk really
 * imports one of the required chunk.
 *
 * @returns {import('vite').Plugin}
 */
export function keepLazyChunksLazy() {
  return {
    name: 'keep-lazy-chunks-lazy',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        const imported = staticallyImported(
          chunk.moduleIds,
          (id) => this.getModuleInfo(id)?.importedIds ?? [],
        )
        // The line stays, empty, so that the source map stays right.
        chunk.code = chunk.code.replace(
          /^require\("(\.[^"]+)"\);$/gm,
          (statement, /** @type {string} */ path) => {
            const required = bundle[posix.join(posix.dirname(chunk.fileName), path)]
            if (required?.type !== 'chunk') return statement
            return required.moduleIds.some((id) => imported.has(id)) ? statement : ''
          },
        )
      }
    },
  }
}

/**
 * @param {readonly string[]} modules
 * @param {(id: string) => readonly string[]} importsOf
 * @returns {Set<string>} every module that these load without being asked for it at run time
 */
function staticallyImported(modules, importsOf) {
  const found = new Set(modules)
  for (const id of found) {
    for (const imported of importsOf(id)) found.add(imported)
  }
  return found
}
