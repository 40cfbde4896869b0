/** A backslash with what it escapes, or a character beyond ASCII, as it is or needlessly escaped. */
const notable = /\\[\0-\x7f]|\\?([^\0-\x7f])/g

/** The text of this tag is read as it is written: an escape would stay one. */
const rawText = /String\.raw`[^`]*[^\0-\x7f]/

/**
 * Writes code in ASCII alone, which an engine keeps in memory at one byte for each character, for as long as it runs:
 * a single other character anywhere makes that two.
 *
 * @param {string} code without comments
 * @returns {string} code that does the same, its lines as they were
 */
export function inAscii(code) {
  if (rawText.test(code)) throw new Error('String.raw with more than ASCII cannot be written in ASCII')
  return code.replace(notable, (found, /** @type {string | undefined} */ character) =>
    character === undefined ? found : escapeOf(character),
  )
}

/** @param {string} unit one UTF-16 unit: two escaped halves are one character in texts and patterns alike */
function escapeOf(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/**
 * Of a source map only columns behind an escape are wrong then, and no line.
 *
 * @returns {import('vite').Plugin}
 */
export function writeAscii() {
  return {
    name: 'write-ascii',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === 'chunk') chunk.code = inAscii(chunk.code)
      }
    },
  }
}
