import { randomBytes } from 'node:crypto'
import { listLibraryFolders } from '../../shared/api/library'
import { say } from '../../shared/sentences/say'
import { jobsWith, running } from './care-answers'
import type { Places } from './full-household'
import type { Answers } from './other-answers'
import type { Screen, Step } from './pictures'

const library = { path: () => '/library', press: [], whole: true } as const
const add = { path: () => '/library/add', whole: true } as const

const gone: Answers = {
  [listLibraryFolders.path]: (answer) =>
    listLibraryFolders.answer.parse(answer).map((folder) => ({
      ...folder,
      watched: false,
      missing_count: 3,
      problem: say('folder.missing', { path: folder.path }),
    })),
}

const failedScan = jobsWith({
  id: 'scan',
  kind: 'scan',
  done: 12,
  total: null,
  state: 'failed',
  problems: [say('folder.unreadable', { path: '/media/games/Game Boy Advance', code: 'EIO' })],
})

const folderLook = ({ elsewhere }: Places): readonly Step[] => [
  { text: `${elsewhere}/games`, into: 'Folder' },
  'Look what is there',
]

const names = (text: string): readonly Step[] => [
  { tick: /^A list of names/ },
  { text, into: 'Names' },
  'Look what is there',
]

/** Games come in, and go into the bin. */
export const libraryScreens: readonly Screen[] = [
  { ...library, name: 'library-scan', answers: running('scan') },
  { ...library, name: 'library-scan-failed', answers: failedScan },
  { ...library, name: 'library-gone', answers: gone },
  { ...add, name: 'add-names', press: [{ tick: /^A list of names/ }] },
  { ...add, name: 'add-folder-missing', press: [{ text: '/nowhere', into: 'Folder' }, 'Look what is there'] },
  { ...add, name: 'folder-preview', press: folderLook, until: 'would be added' },
  {
    ...add,
    name: 'names-preview',
    press: names('GBA/Metal Orchard (USA).gba\nSNES/Storm Chaser\nGolden Sun.gba\nOnly a name\n.hidden.gba'),
    until: 'would be added',
  },
  { ...add, name: 'names-known', press: names('Golden Sun.gba'), until: 'on the list already' },
  {
    name: 'bin-chosen',
    path: () => '/bin',
    press: [{ tick: /^Golden Sun/ }, { tick: /^Star Harvest/ }],
    whole: true,
  },
]

/** The household has a game more afterwards. */
export const libraryOutcomes: readonly Screen[] = [
  {
    ...add,
    name: 'names-added',
    press: () => [...names(`Paper Lantern ${randomBytes(2).toString('hex')}.gba`), 'Add 1 game'],
    until: 'on the list',
  },
]
