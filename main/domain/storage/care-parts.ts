import { say } from '../../../shared/sentences/say'
import type { HealthPart } from '../../../shared/api/health'

const fine: HealthPart = { state: 'ok', code: null, problem: null, what_to_do: null }

/** What the household is told of its backups and snapshots. */
export const copyParts = {
  fine,
  none: {
    state: 'warning',
    code: 'backup-none',
    problem: 'There is no backup yet: a broken disk would take every save with it.',
    what_to_do: 'Pick a folder for backups on the page Storage, best on another disk.',
  },
  failed: {
    state: 'bad',
    code: 'backup-failed',
    problem: 'The last backup failed. The backups before it are kept.',
    what_to_do: 'Mend what it names, then start a backup on the page Storage. It is tried again every hour.',
  },
  lacking: {
    state: 'bad',
    code: 'backup-lacking',
    problem: 'Some saves could not be backed up, because their bytes are missing or damaged here.',
    what_to_do: 'Check the saves on the page Storage: it says which they are, and puts back what it can.',
  },
  late: {
    state: 'warning',
    code: 'backup-late',
    problem: 'The last good backup is more than three days old.',
    what_to_do: 'Leave the computer on for a while, or start a backup on the page Storage.',
  },
  snapshotFailed: {
    state: 'bad',
    code: 'snapshot-failed',
    problem: 'The daily snapshot of the database could not be taken. The earlier ones are kept.',
    what_to_do: 'See whether the disk is full; the log says more. It is tried again every hour.',
  },
} as const satisfies Record<string, HealthPart>

/** @param finding what reading the database through found, or null. */
export function databasePart(finding: string | null): HealthPart {
  if (finding === null) return fine
  return {
    state: 'bad',
    code: 'database-damaged',
    problem: say('health.damaged', { finding }),
    what_to_do: say('health.damaged.do'),
  }
}
