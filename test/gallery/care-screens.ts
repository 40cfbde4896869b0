import { deleteVersions } from '../../shared/api/version-contents'
import {
  checkedDamaged,
  checkedWell,
  importDone,
  importDoneInPart,
  importRuns,
  keepsNewest,
  lastCheck,
  manySnapshots,
  movable,
  moved,
  moveFailed,
  moveRuns,
  noSnapshots,
  oldDataLeft,
  running,
} from './care-answers'
import type { Places } from './full-household'
import { secured } from './other-answers'
import type { Screen, Step } from './pictures'

const storage = { path: () => '/storage' }
const whole = { ...storage, press: [], whole: true } as const

const look = ({ elsewhere }: Places): readonly Step[] => [
  'Import saves',
  { tick: 'RetroArch' },
  { text: `${elsewhere}/retroarch`, into: 'Folder' },
  'Look what is there',
]
const take = (places: Places): readonly Step[] => [...look(places), 'Import']

/** What keeps saves safe, and how it went: of the page of the storage and what opens above it. */
export const careScreens: readonly Screen[] = [
  {
    ...whole,
    name: 'keep-newest',
    press: [
      { tick: 'The newest versions' },
      { text: '10', into: 'Newest versions of each slot' },
      { text: '0', into: 'And everything of the last days' },
    ],
    until: 'would be let go',
  },
  {
    ...whole,
    name: 'keep-bad-number',
    press: [{ tick: 'The newest versions' }, { text: 'many', into: 'Newest versions of each slot' }],
  },
  { ...whole, name: 'keep-saved', answers: keepsNewest, until: 'with the next daily run' },
  { ...storage, name: 'let-go', answers: keepsNewest, press: ['Let them go now…'] },
  { ...whole, name: 'letting-go', answers: { ...keepsNewest, ...running('prune') } },
  { ...whole, name: 'check-well', answers: checkedWell },
  { ...whole, name: 'check-damaged', answers: checkedDamaged, press: [{ unfold: 'to look at' }] },
  { ...whole, name: 'check-last-well', answers: lastCheck(0) },
  { ...whole, name: 'check-last-damaged', answers: lastCheck(2) },
  { ...whole, name: 'check-last-database', answers: lastCheck(0, false) },
  { ...whole, name: 'backup-another', press: ['Another folder…'] },
  {
    ...whole,
    name: 'backup-refused',
    press: ['Another folder…', { text: '/nowhere', into: 'Folder' }, 'Keep backups here'],
  },
  {
    ...whole,
    name: 'restore-help',
    answers: manySnapshots,
    press: [{ unfold: 'How everything comes back' }, { unfold: 'older' }],
  },
  { ...whole, name: 'no-snapshots', answers: noSnapshots },
  { ...whole, name: 'move', answers: movable, press: ['Move the data folder…'] },
  {
    ...whole,
    name: 'move-refused',
    answers: movable,
    press: ['Move the data folder…', { text: '/proc', into: 'New folder' }, 'Move it there'],
  },
  { ...whole, name: 'move-running', answers: moveRuns },
  { ...whole, name: 'move-failed', answers: moveFailed },
  { ...whole, name: 'moved', answers: moved },
  { ...whole, name: 'old-data', answers: oldDataLeft },
  { ...storage, name: 'remove-old-data', answers: oldDataLeft, press: ['Remove the old data…'] },
  { ...storage, name: 'import-folder', press: ['Import saves', { tick: 'RetroArch' }] },
  { ...storage, name: 'import-preview', press: look },
  { ...storage, name: 'import-running', answers: importRuns, press: take },
  { ...storage, name: 'import-done', answers: importDone, press: take, until: 'The import is done' },
  { ...storage, name: 'import-done-in-part', answers: importDoneInPart, press: take },
  {
    ...storage,
    name: 'import-taken-back',
    answers: { ...importDone, [`POST ${deleteVersions.path}`]: () => [] },
    press: (places) => [...take(places), 'Take the import back'],
    until: 'The import was taken back',
  },
  {
    name: 'limit-plain',
    path: () => '/settings',
    answers: secured,
    press: [{ tick: 'Plain HTTP only on this PC' }],
  },
]
