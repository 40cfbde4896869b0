import { realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative } from 'node:path'
import type { Random } from '../../domain/random'
import { type BackupFolders, BackupUnavailable } from '../../domain/storage/backup-target'
import type { Files } from '../blobs/file-port'
import { nodeFiles } from '../blobs/node-files'
import { FolderBackup } from './folder-backup'
import { lenientFiles } from './lenient-files'

interface BackupFoldersOptions {
  readonly dataFolder: string
  readonly random: Random
  /** The operations on the files of a folder; a test may bring others. */
  readonly filesOf?: (folder: string) => Files
}

/** The folder of one hub's backups inside the one a person picked: two hubs may share a disk. */
export function backupPlace(folder: string, hubId: string): string {
  return join(folder, `roost-backup-${hubId}`)
}

/** Backups in folders of this computer, or of one it has mounted. */
export function backupFolders({
  dataFolder,
  random,
  filesOf = nodeFiles,
}: BackupFoldersOptions): BackupFolders {
  const filesIn = (folder: string) => lenientFiles(filesOf(folder))
  return {
    resolve: realFolder,
    async prepare(folder, hubId) {
      if (contains(await realpath(dataFolder), folder)) {
        throw new BackupUnavailable(
          `${folder} is inside the data folder of Roost: what happens to one happens to the other. ` +
            'Choose a folder on another disk.',
        )
      }
      const parent = filesIn(folder)
      const place = backupPlace(folder, hubId)
      try {
        const name = relative(folder, place)
        if ((await parent.kindOf(name)) === null) await parent.makeFolder(name)
        await parent.syncFolder('')
        await tryToWrite(filesIn(place))
      } catch (error) {
        throw new BackupUnavailable(
          `Roost cannot write to ${folder} (${messageOf(error)}). Nothing was changed. ` +
            'Give your account the right to write there, or choose another folder.',
        )
      }
    },
    async open(folder, hubId) {
      const place = backupPlace(folder, hubId)
      const found = await stat(place).catch(() => null)
      if (!found?.isDirectory()) {
        throw new BackupUnavailable(
          `${place} is not there. Is the disk connected and switched on? The backups made before are kept on it; ` +
            'if the folder is gone for good, pick another one.',
        )
      }
      return FolderBackup.open(filesIn(place), random)
    },
    async isOnSameDisk(folder) {
      const [own, other] = await Promise.all([stat(dataFolder), stat(folder).catch(() => null)])
      return own.dev === other?.dev
    },
    contains,
  }
}

async function realFolder(typed: string): Promise<string> {
  if (!isAbsolute(typed)) {
    throw new BackupUnavailable(`${typed} is not a whole path: begin with the drive or with /`)
  }
  const folder = await realpath(typed).catch((error: unknown) => {
    throw new BackupUnavailable(
      `${typed} cannot be opened (${messageOf(error)}). Make the folder first, and check that its disk is connected.`,
    )
  })
  if ((await stat(folder)).isDirectory()) return folder
  throw new BackupUnavailable(`${typed} is a file, not a folder`)
}

async function tryToWrite(files: Files): Promise<void> {
  const name = 'write-test'
  await files.remove(name)
  const file = await files.create(name)
  await file.write(Buffer.from('Roost tried whether it can write here.\n'))
  await file.sync()
  await file.close()
  await files.remove(name)
}

function contains(outer: string, inner: string): boolean {
  const path = relative(outer, inner)
  return path === '' || (!path.startsWith('..') && !isAbsolute(path))
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
