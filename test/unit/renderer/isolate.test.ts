import i18next from 'i18next'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startLocale } from '../../../renderer/locales/locale'
import { balanced, isolated, isolatedValue } from '../../../renderer/locales/isolate'

const hebrew = 'דק'
/** Ends what stands around it, then turns everything after it. */
const breakout = '\u2069\u202Eevil'

describe('a name in a sentence', () => {
  beforeAll(async () => {
    vi.stubGlobal('document', { documentElement: {} })
    await startLocale(['en-US'])
  })
  afterAll(() => vi.unstubAllGlobals())

  it.each([
    ['right-to-left letters', hebrew, `\u2068${hebrew}\u2069 wants to pair.`],
    ['an override', '\u202Eevil', '\u2068\u202Eevil\u2069 wants to pair.'],
    ['an end that is not its own', breakout, '\u2068\u202Eevil\u2069 wants to pair.'],
    ['an isolate it never ends', '\u2067evil', '\u2068evil\u2069 wants to pair.'],
    ['a right-to-left mark at its end', 'Deck!\u200F', '\u2068Deck!\u200F\u2069 wants to pair.'],
    ['nothing of the kind', 'Kätes Deck <2>', 'Kätes Deck <2> wants to pair.'],
  ])('does not turn the words around it: %s', (_, name, sentence) => {
    expect(i18next.t('request.call', { name })).toBe(sentence)
  })
})

describe('isolate marks', () => {
  it('that belong together stay, so that a sentence in a sentence keeps its own', () => {
    const inner = isolated(hebrew)
    expect(balanced(`a ${inner} b`)).toBe(`a ${inner} b`)
    expect(isolatedValue(`a ${inner} b`)).toBe(`\u2068a ${inner} b\u2069`)
  })

  it.each([breakout, `\u2068a\u2069${breakout}`, '\u2066\u2067\u2068', '\u2069\u2069\u2066x\u2069\u2066'])(
    'of any text close and open nothing outside it: %j',
    (text) => {
      let depth = 0
      for (const letter of isolated(text).slice(1, -1)) {
        if ('\u2066\u2067\u2068'.includes(letter)) depth += 1
        if (letter === '\u2069') depth -= 1
        expect(depth).toBeGreaterThanOrEqual(0)
      }
      expect(depth).toBe(0)
    },
  )
})
