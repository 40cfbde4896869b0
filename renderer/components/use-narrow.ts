import { useCallback, useSyncExternalStore } from 'react'

/**
 * Whether the page is not wider than this, in pixels: the same width at which the styles change. Without one, as narrow
 * as on a phone.
 */
export function useNarrow(widest = 699): boolean {
  const query = `(max-width: ${widest}px)`
  const watch = useCallback(
    (watcher: () => void) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', watcher)
      return () => list.removeEventListener('change', watcher)
    },
    [query],
  )
  return useSyncExternalStore(watch, () => window.matchMedia(query).matches)
}
