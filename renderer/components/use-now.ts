import { useEffect, useState } from 'react'
import { serverNow } from '../api/server-clock'

/** The hub's present moment, looked at again every `interval` milliseconds. */
export function useNow(interval: number): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), interval)
    return () => clearInterval(timer)
  }, [interval])
  return now
}
