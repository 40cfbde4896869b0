import { getHealth } from '../../shared/api/health'
import type { RestoreOutcome } from '../../shared/ipc'
import { say } from '../../shared/sentences/say'
import type { Answers } from './other-answers'
import type { Screen } from './pictures'

const oneState = ['empty', 'loading', 'error', 'offline'] as const

const damaged = {
  startFailure: {
    message: say('start.damaged', {
      path: '/home/ben/.local/share/Roost/roost.sqlite',
      finding: 'database disk image is malformed',
    }),
    restore: 'damaged',
  },
} as const

const restored = (outcome: Partial<RestoreOutcome>) => ({
  ...damaged,
  restoreDatabase: { problem: null, versions: 0, withoutBytes: 0, ...outcome },
})

const settled = {
  desktopSettings: { startAtLogin: false, closeToTray: true, notifications: true },
  updateState: { state: 'idle', version: null },
  faultReport:
    'TypeError: Cannot read properties of undefined\n  at StoragePage (assets/StoragePage.js:1:2345)',
} as const

const spoiltDatabase: Answers = {
  [getHealth.path]: (answer) => ({
    ...getHealth.answer.parse(answer),
    database: {
      state: 'bad',
      code: 'database-damaged',
      problem: say('health.damaged', { finding: 'row 12 missing from index' }),
      what_to_do: say('health.damaged.do'),
    },
  }),
}

/** What only the window of the desktop app shows. */
export const windowScreens: readonly Screen[] = [
  {
    name: 'port-taken',
    path: () => '/port-taken',
    never: oneState,
    desktop: { takenPort: { port: 7766, program: 'docker-proxy', pid: 41_207 } },
  },
  {
    name: 'port-taken-unknown',
    path: () => '/port-taken',
    desktop: { takenPort: { port: 7766, program: null, pid: null } },
    press: [],
    whole: true,
  },
  {
    name: 'elsewhere',
    path: () => '/elsewhere',
    never: oneState,
    desktop: { otherHub: 'http://192.168.1.20:7766' },
  },
  { name: 'cannot-start-damaged', path: () => '/cannot-start', never: oneState, desktop: damaged },
  {
    name: 'cannot-start',
    path: () => '/cannot-start',
    never: oneState,
    desktop: {
      startFailure: {
        message: say('start.notWritable', {
          path: '/media/ben/A disk with a long name/Roost',
          finding: 'EACCES: permission denied',
        }),
        restore: null,
      },
    },
  },
  {
    name: 'put-back',
    path: () => '/cannot-start',
    never: oneState,
    desktop: { startFailure: { message: '', restore: 'asked' } },
  },
  {
    name: 'put-back-refused',
    path: () => '/cannot-start',
    desktop: restored({
      problem: say('restore.noSnapshot', { path: '/home/ben/.local/share/Roost/snapshots' }),
    }),
    press: ['Go back'],
    until: 'could not be put back',
    whole: true,
  },
  {
    name: 'put-back-done',
    path: () => '/cannot-start',
    desktop: restored({ versions: 3, withoutBytes: 1 }),
    press: ['Go back'],
    until: 'The database is back',
    whole: true,
  },
  { name: 'settings-window', path: () => '/settings', never: oneState, desktop: settled },
  { name: 'fault-report', path: () => '/settings', desktop: settled, press: ['Show the fault report'] },
  {
    name: 'storage-window',
    path: () => '/storage',
    desktop: settled,
    answers: spoiltDatabase,
    press: [{ unfold: 'How everything comes back' }],
    whole: true,
  },
]
