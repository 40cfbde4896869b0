import type { TextKey } from '../../locales/text-key'

/** A place that a key leads to: `G` and then its letter, in the window also Ctrl and its number. */
export interface Place {
  readonly letter: string
  readonly path: string
  readonly text: TextKey
  /** As in the app's menu (`main/desktop/menu.ts`). */
  readonly accelerator: string
}

/** In the order of the navigation. */
export const places: readonly Place[] = [
  { letter: 'h', path: '/', text: 'nav.home', accelerator: '1' },
  { letter: 'g', path: '/games', text: 'nav.games', accelerator: '2' },
  { letter: 'd', path: '/devices', text: 'nav.devices', accelerator: '3' },
  { letter: 's', path: '/sync', text: 'nav.sync', accelerator: '4' },
  { letter: 'b', path: '/storage', text: 'nav.storage', accelerator: '5' },
  { letter: 'n', path: '/network', text: 'nav.network', accelerator: '6' },
  { letter: 't', path: '/tokens', text: 'nav.tokens', accelerator: '7' },
  { letter: 'p', path: '/people', text: 'nav.people', accelerator: '8' },
  { letter: 'a', path: '/activity', text: 'nav.activity', accelerator: '9' },
  { letter: 'e', path: '/settings', text: 'nav.settings', accelerator: ',' },
]

/** What waits for a person, and the letter that leads to the first of it. */
export const waitingLetters = { request: 'r', decision: 'c' } as const

/** What a pressed key asks for. */
export type Wish =
  | { readonly to: 'help' | 'search' | keyof typeof waitingLetters }
  | { readonly to: 'place'; readonly path: string }

/** As much of a key event as the rules need. */
export interface Press {
  readonly key: string
  /** The key's place on the keyboard: tells a letter where another script is written. */
  readonly code: string
  /** Milliseconds, on any clock. */
  readonly timeStamp: number
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** Milliseconds in which the letter has to follow the `G`. */
export const followsWithin = 1_500

function letterOf({ key, code }: Press): string {
  if (/^[\u0020-\u007E]$/.test(key)) return key.toLowerCase()
  return /^Key[A-Z]$/.test(code) ? code.slice(-1).toLowerCase() : ''
}

/** Follows the keys that are pressed, one after another. */
export class KeySequence {
  /** When the `G` was pressed that still waits for its letter. */
  #begun: number | null = null

  /** @param single whether keys without a modifier mean anything (WCAG 2.1.4: they can be turned off) */
  press(press: Press, single: boolean): Wish | null {
    const begun = this.#begun
    this.#begun = null
    if (press.ctrlKey || press.metaKey || press.altKey) return null
    if (press.key === 'F1') return { to: 'help' }
    if (!single) return null
    if (press.key === '?') return { to: 'help' }
    if (press.key === '/') return { to: 'search' }
    const letter = letterOf(press)
    if (begun !== null && press.timeStamp - begun <= followsWithin) return afterG(letter)
    if (letter === 'g') this.#begun = press.timeStamp
    return null
  }
}

function afterG(letter: string): Wish | null {
  if (letter === waitingLetters.request) return { to: 'request' }
  if (letter === waitingLetters.decision) return { to: 'decision' }
  const place = places.find((one) => one.letter === letter)
  return place ? { to: 'place', path: place.path } : null
}
