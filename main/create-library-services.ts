import { join } from 'node:path'
import type { Clock } from './domain/clock'
import type { EventLog } from './domain/events/event-log'
import { jobEvent } from './domain/jobs/job-events'
import { JobRegistry } from './domain/jobs/job-registry'
import { FolderScan } from './domain/library/folder-scan'
import { GameContent } from './domain/library/game-content'
import { ImportGames } from './domain/library/import-games'
import type { FolderWatcher } from './domain/library/library-files'
import { LibraryFolders } from './domain/library/library-folders'
import { LibraryLook } from './domain/library/library-look'
import { LibraryService } from './domain/library/library-service'
import type { Random } from './domain/random'
import type { UnitOfWork } from './domain/unit-of-work'
import type { Config } from './config'
import type { Logger } from './log'
import { createLibraryFiles } from './platform/folder-files'
import { folderWatcher } from './platform/folder-watcher'
import { createHashThread, type FileHasher } from './platform/hash-thread'
import type { Services } from './server/services'

interface LibraryOptions {
  readonly config: Config
  readonly log: Logger
  readonly pageFolder: string
  readonly fileHasher?: FileHasher
  readonly watcher?: FolderWatcher
}

export type LibraryServices = Pick<
  Services,
  'jobs' | 'library' | 'libraryFolders' | 'libraryLook' | 'importGames' | 'content'
>

/** Everything about the library of games. */
export function createLibraryServices(
  unit: UnitOfWork,
  events: EventLog,
  { config, log, pageFolder, fileHasher, watcher = folderWatcher }: LibraryOptions,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): { services: LibraryServices; close: () => Promise<void> } {
  // The build puts the page and the main process side by side.
  const hasher = fileHasher ?? createHashThread(join(pageFolder, '..', 'main', 'hash-worker.cjs'))
  const files = createLibraryFiles(hasher)
  const jobs = new JobRegistry(
    clock,
    random,
    (job) => events.publish(jobEvent(job)),
    (error) => log.error({ err: error }, 'a job failed'),
  )
  const libraryFolders = new LibraryFolders({
    unit,
    files,
    scan: new FolderScan(unit, files, clock, random),
    watcher,
    jobs,
    clock,
    events,
    dataFolder: config.dataFolder,
    warn: (error, message) => log.warn({ err: error }, message),
  })
  const importGames = new ImportGames(unit, clock, random, events)
  return {
    services: {
      jobs,
      library: new LibraryService(unit, clock),
      libraryFolders,
      libraryLook: new LibraryLook(unit, files, libraryFolders, importGames),
      importGames,
      content: new GameContent(unit, files),
    },
    close: async () => {
      await libraryFolders.stop()
      await hasher.close()
    },
  }
}
