import { createSaveServices, type SaveServices } from './create-save-services'
import {
  createDiskMonitor,
  createSpaceServices,
  type DiskOptions,
  type SpaceServices,
} from './create-space-services'
import { createStorageServices, type StorageServices } from './create-storage-services'
import type { Clock } from './domain/clock'
import type { EventLog } from './domain/events/event-log'
import type { JobRegistry } from './domain/jobs/job-registry'
import type { Random } from './domain/random'
import { ImportService } from './domain/import/import-service'
import type { ImportGames } from './domain/library/import-games'
import { GameLookup } from './domain/saves/game-lookup'
import type { Logger } from './log'
import { importFolder } from './platform/import-folder'
import type { Services } from './server/services'
import type { Files } from './store/blobs/file-port'
import { nodeFiles } from './store/blobs/node-files'
import { ImportArchives } from './store/import/import-archives'
import type { Store } from './store/open-store'

export type KeptServices = SaveServices & StorageServices & SpaceServices & Pick<Services, 'imports'>

interface Parts {
  readonly clock: Clock
  readonly random: Random
  readonly events: EventLog
  readonly log: Logger
  readonly jobs: JobRegistry
  readonly importGames: ImportGames
  readonly dataFolder: string
  /** Tests bring their own. */
  readonly files: ((folder: string) => Files) | undefined
  readonly disk: DiskOptions | undefined
  readonly mostHeldBytes: number | undefined
  readonly home: string | null
  readonly onMoved: (() => void) | undefined
}

/** Everything about saves, about their safety, and about the room they take. */
export async function createKeptServices(
  store: Store,
  { files = nodeFiles, disk: diskOptions, ...common }: Parts,
): Promise<{ services: KeptServices; start: (closing: (() => Promise<void>)[]) => Promise<void> }> {
  const disk = createDiskMonitor(common.dataFolder, common, diskOptions)
  const parts = { ...common, disk, files: files(common.dataFolder) }
  const { descriptions, ...saves } = await createSaveServices(store, parts)
  const { copies, ...care } = createStorageServices(store, {
    ...parts,
    ...saves,
    descriptions,
    filesOf: files,
  })
  const space = createSpaceServices(store, { ...parts, ...saves, ...care, descriptions, copies })
  const archives = new ImportArchives(parts.files, parts.random)
  const imports = new ImportService({
    ...parts,
    unit: store,
    games: new GameLookup(store),
    intake: saves.intake,
    sources: {
      folder: importFolder,
      archive: (bytes, name) => archives.keep(bytes, name),
      sweep: () => archives.sweep(),
    },
  })
  return {
    services: { ...saves, ...care, ...space.services, imports },
    async start(closing) {
      await imports.start()
      closing.push(() => imports.stop())
      await disk.start()
      closing.push(() => disk.stop())
      for (const part of [saves.sideCars, care.storageCare, space.daily]) {
        part.start()
        closing.push(() => part.stop())
      }
    },
  }
}
