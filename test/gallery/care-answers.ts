import { getImport, importLook, type ImportResult, runImport } from '../../shared/api/import'
import { getJob, type Job, listJobs } from '../../shared/api/jobs'
import { getMove, moveFacts } from '../../shared/api/move'
import { getStorage, type Storage } from '../../shared/api/storage'
import { say } from '../../shared/sentences/say'
import type { Answers } from './other-answers'

const when = '2026-01-02 03:04:05 UTC'
const harvest = say('content.save', {
  game: 'Star Harvest',
  platform: 'gba',
  person: 'ben',
  time: when,
})
const patrol = say('content.save', {
  game: 'Moon Patrol - The Long Way Home from the Far Side of the Silver Sea',
  platform: 'gba',
  person: 'grandfather-wolfgang',
  time: when,
})

function job(kind: string, rest: Partial<Job> = {}): Job {
  return { id: kind, kind, done: 1_204, total: 1_204, state: 'done', problems: [], ...rest }
}

/** The hub remembers these jobs. */
export const jobsWith = (...jobs: readonly Job[]): Answers => ({ [listJobs.path]: () => jobs })

export const running = (kind: string): Answers =>
  jobsWith(job(kind, { state: 'running', done: 512, total: 1_902 }))

export const checkedWell = jobsWith(job('verify'))

/** Some put back from the backup, one that no backup has, one of no save. */
export const checkedDamaged = jobsWith(
  job('verify', {
    problems: [
      say('verify.damaged', { what: harvest, outcome: say('repair.done') }),
      say('verify.missing', {
        what: `${harvest}; ${patrol}`,
        outcome: say('repair.notThere'),
      }),
      say('verify.unreadable', {
        what: say('content.unused', { content: '9f86d081884c7d65' }),
        outcome: say('repair.kept', { outcome: say('repair.noBackup') }),
      }),
    ],
  }),
)

const storageWith = (rest: Partial<Storage>): Answers => ({
  [getStorage.path]: (answer) => ({ ...getStorage.answer.parse(answer), ...rest }),
})

/** What is told of a check long after its job was forgotten. */
export const lastCheck = (spoilt: number, isIntact = true): Answers => ({
  ...jobsWith(),
  ...storageWith({
    last_check: {
      at: '2026-01-02T03:04:05.678Z',
      checked: 1_204,
      repaired: 1,
      spoilt,
      database_intact: isIntact,
    },
  }),
})

/** Only ten of each are kept. */
export const keepsNewest = storageWith({ retention: { keep: 'newest', newest: 10, days: 0 } })

export const noSnapshots = storageWith({ snapshots: [] })

export const manySnapshots = storageWith({
  snapshots: ['07', '06', '05', '04', '03', '02'].map((day) => ({
    name: `daily-${day}`,
    kind: day === '04' ? 'migration' : day === '03' ? 'backup' : 'daily',
    at: `2026-01-${day}T03:04:05.678Z`,
    size_bytes: 1_204_224,
  })),
})

const moveWith = (rest: Partial<ReturnType<typeof moveFacts.parse>>): Answers => ({
  [getMove.path]: (answer) => ({ ...moveFacts.parse(answer), obstacle: null, ...rest }),
})

export const movable = moveWith({})
export const moved = moveWith({ restart_needed: true })
export const oldDataLeft = moveWith({ old_folder: '/home/ben/.local/share/Roost before the big disk came' })
export const moveRuns: Answers = { ...movable, ...running('move') }
export const moveFailed: Answers = {
  ...movable,
  ...jobsWith(
    job('move', {
      state: 'failed',
      problems: [
        say('move.failed', {
          why: say('move.differs', { path: '/mnt/disk/Roost/blobs/9f/9f86d081884c7d65' }),
        }),
      ],
    }),
  ),
}

const started = job('import', { state: 'running', done: 512, total: 1_902 })

/** The import is begun in the picture only. */
export const importRuns: Answers = {
  [`POST ${runImport.path}`]: () => started,
  [getJob.path]: () => started,
}

const nothingCame: ImportResult = {
  became_head: 0,
  kept_beside: 0,
  already_here: 0,
  left_out: 0,
  failed: 0,
  games_added: 0,
  heads: [],
}

const ended = (rest: Partial<ImportResult>, problems: readonly string[] = []): Answers => {
  const end = job('import', { problems: [...problems] })
  return {
    [`POST ${runImport.path}`]: () => end,
    [getJob.path]: () => end,
    [getImport.path]: (answer) => ({
      ...importLook.parse(answer),
      state: 'done',
      result: { ...nothingCame, ...rest },
    }),
  }
}

export const importDone = ended({
  became_head: 1_204,
  kept_beside: 31,
  already_here: 12,
  left_out: 7,
  games_added: 3,
  heads: [{ person_id: 1, versions: [1, 2, 3] }],
})

export const importDoneInPart = ended(
  { became_head: 12, left_out: 7, failed: 2, heads: [{ person_id: 1, versions: [1, 2, 3] }] },
  [
    say('leftOut.because', { path: 'saves/mGBA/Star Harvest (USA).srm', why: say('import.changed') }),
    say('leftOut.because', { path: 'saves/Snes9x/Castle of Rain.srm', why: say('import.noGame') }),
  ],
)
