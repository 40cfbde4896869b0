import { useEffect } from 'react'

function take(): string {
  const secret = decodeURIComponent(location.hash.slice(1))
  // Out of the address bar and the history: it would be shown, synchronised and offered again.
  if (secret) history.replaceState(null, '', location.pathname + location.search)
  return secret
}

/** Hands over the secret of a one-time address (`/link#…`), now and if the same tab is sent to another one. */
export function useHashSecret(onSecret: (secret: string) => void): void {
  useEffect(() => {
    function look() {
      const secret = take()
      if (secret) onSecret(secret)
    }
    look()
    window.addEventListener('hashchange', look)
    return () => window.removeEventListener('hashchange', look)
  }, [onSecret])
}
