import type { BrowserWindow } from 'electron'

/** A window whose page shows nothing within this many milliseconds appears all the same, and its hub starts. */
const longestWait = 3_000

/**
 * Puts off what would take the processor from a page that has drawn nothing yet.
 *
 * @param begin what waits for the first screen
 * @returns what to call when the page has drawn it; a page that is loaded anew says so again, to no effect
 */
export function afterFirstScreen(window: BrowserWindow, begin: () => void): () => void {
  let isDrawn = false
  const drawn = (): void => {
    clearTimeout(impatient)
    if (isDrawn) return
    isDrawn = true
    begin()
  }
  const impatient = setTimeout(drawn, longestWait)
  window.once('closed', () => {
    clearTimeout(impatient)
  })
  return drawn
}
