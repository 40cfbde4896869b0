import { join } from 'node:path'
import { createServer } from 'vite'
import { root } from '../setup/paths.mjs'
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
      hmr: { protocol: 'ws', host: '127.0.0.1', clientPort: port },
    },
  })
  await server.listen()
  return { url: `http://127.0.0.1:${port}` }
}

/**
 * Builds the main process for development and again at every change.
 *
 * @param {() => void} onBuilt after each build
 */
export async function watchMain(onBuilt) {
  for (const bundle of nodeBundles.filter(({ folder }) => folder === 'main')) {
    if (Object.keys(presentEntries(bundle)).length === 0) continue
    const watcher = await buildNodeBundle(bundle, { development: true })
    if (!('on' in watcher)) continue
    watcher.on('event', (event) => {
      if (event.code === 'END') onBuilt()
    })
  }
}
