import { createContext, useContext, useEffect, useSyncExternalStore } from 'react'
import type { LiveEvents } from './live'

export const LiveContext = createContext<LiveEvents | null>(null)

export function useLive(): LiveEvents {
  const live = useContext(LiveContext)
  if (!live) throw new Error('LiveContext is missing above this component')
  return live
}

export function useLiveState() {
  const live = useLive()
  return useSyncExternalStore(live.watch, live.state)
}

/** Keeps the event stream open while a person is signed in. */
export function useLiveStream(signedIn: boolean): void {
  const live = useLive()
  useEffect(() => {
    if (!signedIn) return
    live.open()
    return () => live.close()
  }, [live, signedIn])
}
