import type { Config, Task } from './config'
import type { Clock } from './domain/clock'
import { EventLog } from './domain/events/event-log'
import { JobRegistry } from './domain/jobs/job-registry'
import { isAllIntact, type VerifySummary } from './domain/storage/verify-contents'
import { createStorageServices } from './create-storage-services'
import { HubStartError, startErrorFrom } from './hub-start-error'
import type { Logger } from './log'
import { systemClock } from './platform/system-clock'
import { systemRandom } from './platform/system-random'
import { nodeFiles } from './store/blobs/node-files'
import { openBlobStore } from './store/blobs/open-blob-store'
import { settleFolder } from './settle-folder'
import { isUntouched } from './store/create-database'
import { openStore } from './store/open-store'
import { RestoreRefused } from './store/replace/find-source'
import { replaceDatabase } from './store/replace/replace-database'

export interface TaskOptions {
  readonly config: Config
  readonly log: Logger
  readonly clock?: Clock
}

export interface TaskOutcome {
  /** For standard output, as one line of JSON. */
  readonly summary: Readonly<Record<string, unknown>>
  /** 0 when all is well, 1 when something is missing or damaged. */
  readonly exitCode: 0 | 1
}

/** Works on the data folder of a hub that does not run. @throws HubStartError */
export async function runTask(task: Task, options: TaskOptions): Promise<TaskOutcome> {
  try {
    const settled = { ...options, config: await settleFolder(options.config) }
    const { dataFolder } = settled.config
    // A new computer is brought back into an empty folder; from nothing nothing can be checked or rebuilt.
    if (task.kind !== 'restore' && (await isUntouched(dataFolder))) {
      throw new HubStartError(
        `There is no hub in ${dataFolder}. Nothing was changed. Name its data folder with --data.`,
        2,
      )
    }
    return await (task.kind === 'verify' ? verify(settled) : replace(task, settled))
  } catch (error) {
    if (error instanceof RestoreRefused) throw new HubStartError(error.message, 2, { cause: error })
    throw await startErrorFrom(error, options.config)
  }
}

async function verify({ config, log, clock = systemClock }: TaskOptions): Promise<TaskOutcome> {
  const store = await openStore({ folder: config.dataFolder, clock, log })
  try {
    const { dataFolder } = config
    const random = systemRandom
    const events = new EventLog(random)
    const stores = await openBlobStore(nodeFiles(dataFolder), random)
    const jobs = new JobRegistry(
      clock,
      random,
      () => undefined,
      () => undefined,
    )
    const sideCars = { flush: () => Promise.resolve() }
    const parts = {
      clock,
      random,
      events,
      log,
      dataFolder,
      jobs,
      sideCars,
      filesOf: undefined,
      home: null,
      onMoved: undefined,
    }
    const services = createStorageServices(store, { ...parts, ...stores })
    const problems: string[] = []
    const summary: VerifySummary = await services.verify.run({
      signal: new AbortController().signal,
      progress: () => undefined,
      problem: (text) => {
        log.warn(text)
        if (problems.length < 100) problems.push(text)
      },
    })
    return {
      summary: { event: 'verified', ...inSnakeCase(summary), problems },
      exitCode: isAllIntact(summary) ? 0 : 1,
    }
  } finally {
    await store.close()
  }
}

async function replace(
  task: Exclude<Task, { kind: 'verify' }>,
  { config, log, clock = systemClock }: TaskOptions,
): Promise<TaskOutcome> {
  const from = task.kind === 'restore' ? task.from : null
  const done = await replaceDatabase({ folder: config.dataFolder, clock, random: systemRandom, log, from })
  for (const problem of done.problems) log.warn(problem)
  const event = task.kind === 'restore' ? 'restored' : 'rebuilt'
  return { summary: { event, ...inSnakeCase(done) }, exitCode: done.withoutBytes === 0 ? 0 : 1 }
}

function inSnakeCase(values: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  )
}
