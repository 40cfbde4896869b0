import { useSyncExternalStore } from 'react'

let shown = false
const watchers = new Set<() => void>()

/** Shows the list of shortcuts over whatever is on the screen, or takes it away. */
export function showShortcuts(show: boolean): void {
  shown = show
  for (const watcher of watchers) watcher()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

export function useShortcutsShown(): boolean {
  return useSyncExternalStore(watch, () => shown)
}
