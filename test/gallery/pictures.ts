import type { Page } from '@playwright/test'
import type { Desktop } from './desktop'
import type { Places } from './full-household'
import type { Answers } from './other-answers'

export const states = ['full', 'empty', 'loading', 'error', 'offline'] as const
export type State = (typeof states)[number]

export interface Screen {
  readonly name: string
  readonly path: (places: Places) => string
  /** Where it is instead when it lasts a minute or is used up by looking: made for each picture at this hub. */
  readonly anew?: (places: Places, hub: string) => Promise<string>
  /** Without a session; otherwise as the owner. */
  readonly outside?: boolean
  /** The states it does not have. */
  readonly never?: readonly State[]
  /** What the hub is made to answer, by its address. */
  readonly answers?: Answers
  /** In the window of the desktop app, and what that tells the page. */
  readonly desktop?: Desktop
  /** Before it is opened. */
  readonly before?: (page: Page) => Promise<void>
  /** What is done once it is there, by the names in English. */
  readonly press?: readonly Step[] | ((places: Places) => readonly Step[])
  /** The heading, the warning or the message that is waited for after that. */
  readonly until?: string
  /** Where it is, if not in every size. */
  readonly only?: Size
  /** The whole page after what was done: nothing opened above it. */
  readonly whole?: true
}

/**
 * A button by its name, the first one whose name is like that, what is typed into a field, what is chosen or switched,
 * or what is unfolded.
 */
export type Step =
  | string
  | RegExp
  | { readonly text: string; readonly into: string }
  | { readonly tick: string | RegExp }
  | { readonly unfold: string }

export const themes = ['light', 'dark'] as const
type Theme = (typeof themes)[number]

export const sizes = {
  window: { width: 900, height: 600 },
  large: { width: 1600, height: 1000 },
  phone: { width: 360, height: 740 },
} as const
export type Size = keyof typeof sizes

/** English, a long language, and the pseudo-language in which a cut text is seen. */
const languages = ['en-US', 'de', 'en-XA'] as const
export type Language = (typeof languages)[number] | 'ja'

/** @throws Error for one the gallery has no pictures in */
export function languageNamed(tag: string): Language {
  const found = ([...languages, 'ja'] as const).find((language) => language === tag)
  if (!found) throw new Error(`There are no pictures in ${tag}`)
  return found
}

export interface Picture {
  readonly screen: string
  readonly state: State
  readonly language: Language
  readonly size: Size
  readonly theme: Theme
}

export const fileName = ({ screen, state, size, theme, language }: Picture): string =>
  `${screen}.${state}.${size}.${theme}.${language}.png`

const every = { sizes: ['window', 'large', 'phone'], themes, languages } as const
const some = { sizes: ['window', 'phone'], themes, languages: ['en-US'] } as const
/** Without spaces between its words, and in other letters. */
const japanese = { sizes: ['window', 'phone'], themes: ['light'], languages: ['ja'] } as const

/** What is looked at: a full screen in everything, the other states where they look different. */
export function picturesOf({ name, never = [], press, only }: Screen): Picture[] {
  return states
    .filter((state) => !never.includes(state) && (!press || state === 'full'))
    .flatMap((state) => {
      const axes = state === 'full' && !press ? [every, japanese] : [some]
      return axes.flatMap((one) =>
        one.languages.flatMap((language) =>
          one.sizes
            .filter((size) => size === (only ?? size))
            .flatMap((size) => one.themes.map((theme) => ({ screen: name, state, language, size, theme }))),
        ),
      )
    })
}
