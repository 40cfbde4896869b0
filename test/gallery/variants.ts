import { diskFull, failedBackup, moving, runningJob, secured, unreachable } from './other-answers'
import type { Screen } from './pictures'

const oneState = ['empty', 'loading', 'error', 'offline'] as const

/** The same screens at a household where something else is so, and what opens above those. */
export const variants: readonly Screen[] = [
  { name: 'home-unreachable', path: () => '/', answers: unreachable, never: ['loading', 'error', 'offline'] },
  { name: 'home-backup-failed', path: () => '/', answers: failedBackup, never: oneState },
  { name: 'home-disk-full', path: () => '/', answers: diskFull, never: oneState },
  { name: 'home-moved', path: () => '/', answers: moving, never: oneState },
  { name: 'storage-backup-failed', path: () => '/storage', answers: failedBackup, never: oneState },
  { name: 'storage-job', path: () => '/storage', answers: runningJob, never: oneState },
  { name: 'settings-secured', path: () => '/settings', answers: secured, never: oneState },
  { name: 'stop-backups', path: () => '/storage', press: ['Stop backups…'] },
  {
    name: 'shortcuts',
    path: () => '/settings',
    press: ['Show keyboard shortcuts'],
    until: 'Keyboard shortcuts',
  },
  {
    name: 'own-certificate',
    path: () => '/settings',
    answers: secured,
    press: ['Use a certificate of your own…'],
  },
]
