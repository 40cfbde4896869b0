import type { Page } from '@playwright/test'
import type { Places } from './full-household'
import type { Answers } from './other-answers'
import { atPhone, atWindow, atWindowTwice, newLink, newPairCode, runsOutSoon } from './passing'

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
  /** Before it is opened. */
  readonly before?: (page: Page) => Promise<void>
  /** What is done once it is there, by the names in English. */
  readonly press?: readonly Step[]
  /** The heading, the warning or the message that is waited for after that. */
  readonly until?: string
}

/** A button by its name, the first one whose name is like that, or what is typed into a field. */
export type Step = string | RegExp | { readonly text: string; readonly into: string }

const oneState = ['empty', 'loading', 'error', 'offline'] as const

/** Every screen, in the order of the navigation. */
export const screens: readonly Screen[] = [
  { name: 'home', path: () => '/' },
  { name: 'games', path: () => '/games' },
  { name: 'game', path: ({ game }) => `/games/${game}`, never: ['empty'] },
  { name: 'game-long', path: ({ long }) => `/games/${long}`, never: oneState },
  { name: 'game-unplayed', path: ({ unplayed }) => `/games/${unplayed}`, never: oneState },
  { name: 'bin', path: () => '/bin' },
  { name: 'library', path: () => '/library' },
  { name: 'library-add', path: () => '/library/add' },
  { name: 'devices', path: () => '/devices' },
  { name: 'device', path: ({ device }) => `/devices/${device}`, never: ['empty'] },
  { name: 'device-without-key', path: ({ keyless }) => `/devices/${keyless}`, never: oneState },
  {
    name: 'pairing',
    path: ({ request }) => `/devices/pair/${request}`,
    anew: atWindow,
    never: ['empty'],
  },
  { name: 'sync', path: () => '/sync' },
  { name: 'conflict', path: ({ conflict }) => `/sync/conflicts/${conflict}`, never: ['empty'] },
  { name: 'conflict-blank', path: ({ blank }) => `/sync/conflicts/${blank}`, never: oneState },
  { name: 'network', path: () => '/network' },
  { name: 'storage', path: () => '/storage' },
  { name: 'tokens', path: () => '/tokens' },
  { name: 'people', path: () => '/people' },
  { name: 'person', path: ({ person }) => `/people/${person}`, never: ['empty'] },
  { name: 'activity', path: () => '/activity' },
  { name: 'settings', path: () => '/settings' },
  { name: 'about', path: () => '/settings/about', never: oneState },
  { name: 'reference', path: () => '/reference', never: ['empty'] },
  { name: 'not-found', path: () => '/nowhere', never: oneState },
  {
    name: 'approval',
    path: ({ code }) => `/pair/device?user_code=${code}`,
    anew: atPhone,
    never: ['empty'],
  },
  {
    name: 'pair-code',
    path: () => '/pair?code=ABCD-2345',
    anew: newPairCode,
    outside: true,
    never: oneState,
  },
  { name: 'pair-code-missing', path: () => '/pair', outside: true, never: oneState },
  { name: 'sign-in', path: () => '/', outside: true, never: oneState },
  { name: 'set-up', path: () => '/setup#one-time', outside: true, never: oneState },
  { name: 'set-up-missing', path: () => '/setup', outside: true, never: oneState },
  { name: 'link', path: () => '/link#spent', anew: newLink, outside: true, never: oneState },
  { name: 'link-missing', path: () => '/link', outside: true, never: oneState },
  { name: 'approval-no-code', path: () => '/pair/device', never: oneState },
  { name: 'approval-signed-out', path: () => '/pair/device', outside: true, never: oneState },
]

/** Of the newest version on the page. */
const versionMenu = /^More about the save of /

/** What opens above a screen; in English only, since it is opened by its words. */
export const dialogs: readonly Screen[] = [
  { name: 'hand-over', path: ({ device }) => `/devices/${device}`, press: ['Hand over'] },
  { name: 'merge-device', path: ({ device }) => `/devices/${device}`, press: ['Merge with another'] },
  { name: 'remove-device', path: ({ device }) => `/devices/${device}`, press: ['Remove Steam Deck'] },
  { name: 'rename-device', path: ({ device }) => `/devices/${device}`, press: ['Rename'] },
  { name: 'link-phone', path: () => '/devices', press: ['Link a phone'] },
  { name: 'new-token', path: () => '/tokens', press: ['New token'] },
  { name: 'password-for-decky', path: () => '/tokens', press: ['Make a password'] },
  { name: 'renew-token', path: () => '/tokens', press: ['Actions for Backup script', 'New key'] },
  { name: 'revoke-token', path: () => '/tokens', press: ['Actions for Backup script', 'Revoke'] },
  {
    name: 'pair-token',
    path: () => '/tokens',
    press: ['Actions for Backup script', 'Pair a device'],
  },
  { name: 'token-menu', path: () => '/tokens', press: ['Actions for Backup script'] },
  { name: 'add-person', path: () => '/people', press: ['Add a person'] },
  { name: 'remove-person', path: ({ person }) => `/people/${person}`, press: ['Remove this person'] },
  {
    name: 'rename-person',
    path: ({ person }) => `/people/${person}`,
    press: [{ text: 'mia-marie', into: 'Name' }],
  },
  { name: 'import', path: () => '/storage', press: ['Import saves'] },
  { name: 'export-game', path: ({ game }) => `/games/${game}`, press: ['Export…'] },
  { name: 'version-menu', path: ({ game }) => `/games/${game}`, press: [versionMenu] },
  { name: 'look-inside', path: ({ game }) => `/games/${game}`, press: [versionMenu, 'Look inside'] },
  { name: 'note', path: ({ game }) => `/games/${game}`, press: [versionMenu, 'Add a note'] },
  {
    name: 'compare-choose',
    path: ({ game }) => `/games/${game}`,
    press: [versionMenu, 'Compare with another…'],
  },
  {
    name: 'compare',
    path: ({ game }) => `/games/${game}`,
    press: [versionMenu, 'Compare with another…', /^Compare with the save/],
  },
  { name: 'rename-slot', path: ({ game }) => `/games/${game}`, press: ['More about autosave', 'Rename'] },
  {
    name: 'merge-slot',
    path: ({ game }) => `/games/${game}`,
    press: ['More about autosave', 'Merge into another…'],
  },
  { name: 'empty-bin', path: () => '/bin', press: ['Empty the bin…'] },
  { name: 'folder-platforms', path: () => '/library', press: [/^More for /, 'Platforms…'] },
  { name: 'remove-folder', path: () => '/library', press: [/^More for /, 'Remove…'] },
]

/** What became of something, and what is not there. The last, since the household is another afterwards. */
export const outcomes: readonly Screen[] = [
  { name: 'device-gone', path: () => '/devices/none', press: [], until: 'This device is not here' },
  { name: 'person-gone', path: () => '/people/999999999', press: [], until: 'This person is not here' },
  {
    name: 'request-gone',
    path: () => '/devices/pair/none',
    press: [],
    until: 'This request is no longer open',
  },
  { name: 'game-gone', path: () => '/games/999999999', press: [], until: 'This game is not here' },
  { name: 'conflict-gone', path: () => '/sync/conflicts/999999999', press: [] },
  { name: 'games-none', path: () => '/games', press: [{ text: 'nothing like it', into: 'Search' }] },
  {
    name: 'restored',
    path: ({ game }) => `/games/${game}`,
    press: [/^Restore the save of /],
    until: 'That save is the current one again',
  },
  { name: 'tokens-none', path: () => '/tokens', press: [{ text: 'nothing like it', into: 'Search' }] },
  {
    name: 'pair-code-over',
    path: () => '/pair?code=ABCD-2345',
    outside: true,
    press: [],
    until: 'no longer good',
  },
  {
    name: 'link-spent',
    path: () => '/link#spent',
    outside: true,
    press: [],
    until: 'This phone is not linked',
  },
  {
    name: 'sign-in-wrong',
    path: () => '/',
    outside: true,
    press: [{ text: 'ben', into: 'Name' }, { text: 'a wrong one', into: 'Password' }, 'Sign in'],
    until: 'Name or password is wrong',
  },
  {
    name: 'name-taken',
    path: () => '/people',
    press: ['Add a person', { text: 'mia', into: 'Name' }, 'Add'],
    until: 'Somebody has this name already',
  },
  { name: 'approved', path: () => '/devices', anew: atWindow, press: ['Approve'], until: 'is let in' },
  { name: 'denied', path: () => '/devices', anew: atWindow, press: ['Deny'], until: 'was turned away' },
  {
    name: 'run-out',
    path: () => '/devices',
    anew: atWindow,
    before: runsOutSoon,
    press: [],
    until: 'has run out',
  },
  {
    name: 'approval-approved',
    path: () => '/pair/device',
    anew: atPhone,
    press: ['Approve'],
    until: 'is let in',
  },
  {
    name: 'approval-denied',
    path: () => '/pair/device',
    anew: atPhone,
    press: ['Deny'],
    until: 'Turned away',
  },
  {
    name: 'approval-unknown',
    path: () => '/pair/device?user_code=ABCDEFGH',
    press: [],
    until: 'No handheld is waiting',
  },
  {
    name: 'token-made',
    path: () => '/tokens',
    press: ['New token', { text: 'Kodi', into: 'Name' }, 'Make token'],
    until: 'Hand out',
  },
  {
    name: 'token-password',
    path: () => '/tokens',
    press: ['Make a password', 'Make token'],
    until: 'Hand out',
  },
  {
    name: 'token-by-code',
    path: () => '/tokens',
    press: ['Actions for Kitchen tablet', 'Pair a device', 'Show the code'],
    until: 'Kitchen tablet',
  },
  { name: 'twins', path: () => '/devices', anew: atWindowTwice, press: [] },
]

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
export function picturesOf({ name, never = [], press }: Screen): Picture[] {
  return states
    .filter((state) => !never.includes(state) && (!press || state === 'full'))
    .flatMap((state) => {
      const axes = state === 'full' && !press ? [every, japanese] : [some]
      return axes.flatMap((one) =>
        one.languages.flatMap((language) =>
          one.sizes.flatMap((size) =>
            one.themes.map((theme) => ({ screen: name, state, language, size, theme })),
          ),
        ),
      )
    })
}
