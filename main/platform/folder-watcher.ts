import { watch } from 'chokidar'
import { relative, sep } from 'node:path'
import type { FolderWatcher } from '../domain/library/library-files'

/** `roms/<platform>/<game>/<file>`: deeper changes are seen by the next scan. */
const depth = 3

/** Watches folders with chokidar. Links are not followed, as in a scan. */
export const folderWatcher: FolderWatcher = {
  watch(root, onChange, onFault) {
    const watcher = watch(root, {
      depth,
      followSymlinks: false,
      ignoreInitial: true,
      ignored: (path) =>
        relative(root, path)
          .split(sep)
          .some((part) => part.startsWith('.') && part !== '..'),
    })
    watcher.on('all', () => onChange())
    watcher.on('error', onFault)
    return () => watcher.close()
  },
}
