import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/**
 * Where what takes long to fetch or compile is kept between checkouts: `ROOST_CACHE`, or `roost` in the platform's
 * cache folder.
 *
 * @returns {string} absolute; need not exist yet
 */
export function cacheFolder() {
  if (process.env.ROOST_CACHE) return process.env.ROOST_CACHE
  if (process.platform === 'win32') {
    return join(process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'roost', 'cache')
  }
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'roost')
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'roost')
}
