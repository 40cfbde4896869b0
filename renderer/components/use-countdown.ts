import { useEffect, useRef, useState } from 'react'

/**
 * Counts whole seconds down to zero and then calls `onZero` once. It holds while somebody points at it or has moved
 * the keyboard focus into it (WCAG 2.2.1): a pointer that merely rests where something else was does not count.
 */
export function useCountdown(seconds: number, onZero: () => void) {
  const [left, setLeft] = useState(seconds)
  const [paused, setPaused] = useState(false)
  const done = useRef(onZero)
  useEffect(() => {
    done.current = onZero
  }, [onZero])
  useEffect(() => {
    if (paused || left <= 0) return
    const timer = setTimeout(() => setLeft(left - 1), 1_000)
    return () => clearTimeout(timer)
  }, [left, paused])
  useEffect(() => {
    if (left <= 0) done.current()
  }, [left])
  return {
    left,
    paused,
    handlers: {
      onPointerMove: () => setPaused(true),
      onPointerLeave: () => setPaused(false),
      onFocus: () => setPaused(true),
      onBlur: () => setPaused(false),
    },
  }
}
