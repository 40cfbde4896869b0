import type { Places } from './full-household'
import { type Answers, diskFull, failedBackup, moving, reachable, runningJob, secured } from './other-answers'

export const states = ['full', 'empty', 'loading', 'error', 'offline'] as const
export type State = (typeof states)[number]

export interface Screen {
  readonly name: string
  readonly path: (places: Places) => string
  /** Without a session; otherwise as the owner. */
  readonly outside?: boolean
  /** The states it does not have. */
  readonly never?: readonly State[]
  /** What is pressed once it is there, by the names in English. */
  readonly press?: readonly string[]
  /** What the hub is made to answer, by its address. */
  readonly answers?: Answers
}

const oneState = ['empty', 'loading', 'error', 'offline'] as const

/** Every screen, in the order of the navigation. */
export const screens: readonly Screen[] = [
  { name: 'home', path: () => '/', answers: reachable },
  { name: 'games', path: () => '/games' },
  { name: 'game', path: ({ game }) => `/games/${game}`, never: ['empty'] },
  { name: 'game-unplayed', path: ({ unplayed }) => `/games/${unplayed}`, never: oneState },
  { name: 'bin', path: () => '/bin' },
  { name: 'library', path: () => '/library' },
  { name: 'library-add', path: () => '/library/add' },
  { name: 'devices', path: () => '/devices' },
  { name: 'device', path: ({ device }) => `/devices/${device}`, never: ['empty'] },
  { name: 'pairing', path: ({ request }) => `/devices/pair/${request}`, never: ['empty'] },
  { name: 'sync', path: () => '/sync' },
  { name: 'conflict', path: ({ conflict }) => `/sync/conflicts/${conflict}`, never: ['empty'] },
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
  { name: 'approval', path: ({ code }) => `/pair/device?user_code=${code}`, never: ['empty', 'offline'] },
  { name: 'pair-code', path: () => '/pair', never: oneState },
  { name: 'sign-in', path: () => '/', outside: true, never: oneState },
  { name: 'set-up', path: () => '/setup', outside: true, never: oneState },
  { name: 'link', path: () => '/link', outside: true, never: oneState },
]

/** The same screens at a household where something else is so. */
export const variants: readonly Screen[] = [
  { name: 'home-unreachable', path: () => '/', never: ['loading', 'error', 'offline'] },
  { name: 'home-backup-failed', path: () => '/', answers: failedBackup, never: oneState },
  { name: 'home-disk-full', path: () => '/', answers: diskFull, never: oneState },
  { name: 'home-moved', path: () => '/', answers: moving, never: oneState },
  { name: 'network-reachable', path: () => '/network', answers: reachable, never: oneState },
  { name: 'storage-backup-failed', path: () => '/storage', answers: failedBackup, never: oneState },
  { name: 'storage-job', path: () => '/storage', answers: runningJob, never: oneState },
  { name: 'settings-secured', path: () => '/settings', answers: secured, never: oneState },
]

/** What opens above a screen; in English only, since it is opened by its words. */
export const dialogs: readonly Screen[] = [
  { name: 'hand-over', path: ({ device }) => `/devices/${device}`, press: ['Hand over'] },
  { name: 'merge-device', path: ({ device }) => `/devices/${device}`, press: ['Merge with another'] },
  { name: 'remove-device', path: ({ device }) => `/devices/${device}`, press: ['Remove'] },
  { name: 'import', path: () => '/storage', press: ['Import saves'] },
  { name: 'stop-backups', path: () => '/storage', press: ['Stop backups…'] },
  { name: 'shortcuts', path: () => '/settings', press: ['Show keyboard shortcuts'] },
  {
    name: 'own-certificate',
    path: () => '/settings',
    answers: secured,
    press: ['Use a certificate of your own…'],
  },
  { name: 'export-game', path: ({ game }) => `/games/${game}`, press: ['Export…'] },
  { name: 'empty-bin', path: () => '/bin', press: ['Empty the bin…'] },
]

export const themes = ['light', 'dark'] as const
type Theme = (typeof themes)[number]

export const sizes = {
  window: { width: 900, height: 600 },
  large: { width: 1600, height: 1000 },
  phone: { width: 360, height: 740 },
} as const
export type Size = keyof typeof sizes

/** English, a long language, one without spaces, and the pseudo-language in which a cut text is seen. */
export const languages = ['en-US', 'de', 'ja', 'en-XA'] as const
export type Language = (typeof languages)[number]

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

/** What is looked at: a full screen in everything, the other states where they look different. */
export function picturesOf({ name, never = [], press }: Screen): Picture[] {
  return states
    .filter((state) => !never.includes(state) && (!press || state === 'full'))
    .flatMap((state) => {
      const axes = state === 'full' && !press ? every : some
      return axes.languages.flatMap((language) =>
        axes.sizes.flatMap((size) =>
          axes.themes.map((theme) => ({ screen: name, state, language, size, theme })),
        ),
      )
    })
    .filter(isWorthLooking)
}

/** What Japanese shows, how its lines break, is the same in the dark and in a large window. */
function isWorthLooking({ language, size, theme }: Picture): boolean {
  return language !== 'ja' || (theme === 'light' && size !== 'large')
}
