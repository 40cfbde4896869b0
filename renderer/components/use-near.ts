import { useEffect, useState, type RefObject } from 'react'

/** How far outside the window rows are drawn already. */
const margin = '1200px 0px'

interface Nearness {
  readonly near: boolean
  /** Room to keep while it is not drawn, in pixels. */
  readonly height: number
}

/**
 * Whether a part of a long list is near enough to the window to be drawn, and how much room to keep for it while it is
 * not. A part with the focus in it stays.
 */
export function useNear(
  place: RefObject<HTMLElement | null>,
  startsNear: boolean,
  estimate: number,
): Nearness {
  const [state, setState] = useState<Nearness>({ near: startsNear, height: estimate })
  useEffect(() => {
    const element = place.current
    if (!element) return
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1)
        if (!entry || (!entry.isIntersecting && element.contains(document.activeElement))) return
        setState(({ near, height }) => ({
          near: entry.isIntersecting,
          height: near ? entry.boundingClientRect.height : height,
        }))
      },
      { rootMargin: margin },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [place])
  return state
}

/** A long list in parts that are drawn or left out as one. */
export function inParts<Item>(items: readonly Item[], size: number): (readonly Item[])[] {
  const parts: (readonly Item[])[] = []
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size))
  return parts
}
