import { useSyncExternalStore } from 'react'

const query = window.matchMedia('(max-width: 699px)')

function watch(watcher: () => void): () => void {
  query.addEventListener('change', watcher)
  return () => query.removeEventListener('change', watcher)
}

/** Whether the page is as narrow as on a phone: the same width at which the styles change. */
export function useNarrow(): boolean {
  return useSyncExternalStore(watch, () => query.matches)
}
