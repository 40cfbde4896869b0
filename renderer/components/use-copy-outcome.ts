import { useEffect, useState } from 'react'

/** What pressing "copy" came to. */
type CopyOutcome = 'copied' | 'marked'

/** Milliseconds a button says how copying went. */
const shown = 2_500

/** How the last press went, for as long as the button says so. */
export function useCopyOutcome(): readonly [CopyOutcome | null, (outcome: CopyOutcome) => void] {
  const [outcome, setOutcome] = useState<CopyOutcome | null>(null)
  useEffect(() => {
    if (!outcome) return
    const timer = setTimeout(() => setOutcome(null), shown)
    return () => clearTimeout(timer)
  }, [outcome])
  return [outcome, setOutcome]
}
