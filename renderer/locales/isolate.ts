const openers = '\u2066\u2067\u2068'
const closer = '\u2069'

/** Letters of the scripts that run from right to left, and the marks that turn, embed or isolate a text. */
const turning =
  /[\u0590-\u08FF\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

/**
 * The text without isolate marks that lack their other half: an end in it would close what stands around it, and all
 * that follows would be turned with it (Unicode Annex 9, BD9). Whatever else it turns ends where it ends.
 */
export function balanced(text: string): string {
  const letters = [...text]
  const open: number[] = []
  const lonely = new Set<number>()
  for (const [place, letter] of letters.entries()) {
    if (openers.includes(letter)) open.push(place)
    else if (letter === closer && open.pop() === undefined) lonely.add(place)
  }
  for (const place of open) lonely.add(place)
  return lonely.size === 0 ? text : letters.filter((_, place) => !lonely.has(place)).join('')
}

/** The text in its own direction, which what stands around it does not feel: for places that take only text. */
export function isolated(text: string): string {
  return `\u2068${balanced(text)}${closer}`
}

/**
 * What is put into a sentence. All our languages run from left to right, so only a value that could run the other way
 * has to be kept apart; the rest stays as it is, to be searched and copied without marks.
 */
export function isolatedValue(value: unknown): string {
  const text = String(value)
  return turning.test(text) ? isolated(text) : text
}
