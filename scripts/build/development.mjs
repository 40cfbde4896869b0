import { join } from 'node:path'
import { createServer } from 'vite'
import { root } from '../setup/paths.mjs'
import { forgetBuild } from './build-if-stale.mjs'
import { buildNodeBundle, nodeBundles, presentEntries } from './targets.mjs'

/**
 * Serves the page with hot reload on loopback. The window shows it under its own address all the same: the main
 * process fetches it from here (`ROOST_PAGE_URL`), so the page's script connects back to this server by name.
 *
 * @returns {Promise<{ url: string }>}
 */
export async function servePage() {
  const port = 5766
  const server = await createServer({
    configFile: join(root, 'vite.config.ts'),
    root: join(root, 'renderer'),
    server: {
      host: '127.0.0.1',
      port,
      strictPort: true,
      ws: { protocol: 'ws', host: '127.0.0.1', clientPort: port },
    },
  })
  await server.listen()
  return { url: `http://127.0.0.1:${port}` }
}

/**
 * Builds the main process for development and again at every change.
 *
 * @param {() => void} onBuilt once after the first build of everything, then after each rebuild
 */
export async function watchMain(onBuilt) {
  forgetBuild()
  const bundles = nodeBundles.filter(
    (bundle) => bundle.folder === 'main' && Object.keys(presentEntries(bundle)).length > 0,
  )
  /** @type {Set<typeof bundles[number]>} */
  const built = new Set()
  for (const bundle of bundles) {
    const watcher = await buildNodeBundle(bundle, { development: true })
    if (!('on' in watcher)) continue
    watcher.on('event', (event) => {
      if (event.code !== 'END') return
      built.add(bundle)
      if (built.size === bundles.length) onBuilt()
    })
  }
}
