import { realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative } from 'node:path'
import { say } from '../../../shared/sentences/say'
import type { Random } from '../../domain/random'
import { type BackupFolders, BackupUnavailable } from '../../domain/storage/backup-target'
import type { Files } from '../blobs/file-port'
import { nodeFiles } from '../blobs/node-files'
import { whyOf } from '../error-code'
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
        throw new BackupUnavailable(say('backup.inData', { path: folder }))
      }
      const parent = filesIn(folder)
      const place = backupPlace(folder, hubId)
      try {
        const name = relative(folder, place)
        if ((await parent.kindOf(name)) === null) await parent.makeFolder(name)
        await parent.syncFolder('')
        await tryToWrite(filesIn(place))
      } catch (error) {
        throw new BackupUnavailable(say('backup.cannotWrite', { path: folder, why: whyOf(error) }))
      }
    },
    async open(folder, hubId) {
      const place = backupPlace(folder, hubId)
      const found = await stat(place).catch(() => null)
      if (!found?.isDirectory()) {
        throw new BackupUnavailable(say('backup.away', { path: place }))
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
    throw new BackupUnavailable(say('folder.notWhole', { path: typed }))
  }
  const folder = await realpath(typed).catch((error: unknown) => {
    throw new BackupUnavailable(say('backup.cannotOpen', { path: typed, why: whyOf(error) }))
  })
  if ((await stat(folder)).isDirectory()) return folder
  throw new BackupUnavailable(say('folder.isFile', { path: typed }))
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
