import { readdir, readFile, realpath, rm, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { z } from 'zod'
import { say } from '../../../shared/sentences/say'
import type { JobHandle } from '../../domain/jobs/job-registry'
import { type DataCopy, type DataMover, MoveRefused } from '../../domain/storage/move-data'
import type { SnapshotStore } from '../../domain/storage/snapshots'
import type { Files } from '../blobs/file-port'
import { nodeFiles } from '../blobs/node-files'
import { makeFolder, openDataFolder } from '../data-folder'
import { whyOf } from '../error-code'
import { lockFolder } from '../folder-lock'
import { networkFilesystem } from '../network-filesystem'
import { type CopiedFiles, copyFile, copyTree } from './copy-tree'
import { pointerName } from './moved-folder'

/** In the new folder: where the data came from, and the names at the top of what was copied. */
const originName = 'moved-from.json'
const origin = z.object({ folder: z.string(), names: z.array(z.string().regex(/^[^/\\]+$/)) })

/** What belongs to a start of the hub, or is copied another way. */
const leftOut =
  /^(roost\.sqlite.*|lock\.sqlite.*|hub\.pid|hub-address|setup-link|window|moved-to|moved-from\.json|(blobs|sidecars)\/incoming|snapshots\/backup-.*)$/
/** Files that are never changed once they have their name. */
const final = /^(blobs|snapshots|replaced)\//

interface FolderMoverOptions {
  readonly dataFolder: string
  /** The folder that is used when none is named: a move is noted there. Null when the data folder was named. */
  readonly home: string | null
  readonly snapshots: SnapshotStore
  readonly filesOf?: (folder: string) => Files
}

/** Moves the data folder of a hub to another folder of this computer. */
export function folderMover(options: FolderMoverOptions): DataMover {
  const { dataFolder, home, filesOf = nodeFiles } = options
  return {
    dataFolder,
    obstacle: home === null ? say('move.named') : null,
    async oldFolder() {
      const from = await originOf(dataFolder)
      if (from === null) return null
      const left = await stat(join(from.folder, 'roost.sqlite')).catch(() => null)
      return left && from.folder
    },
    async begin(typed) {
      const { target, isNew } = await checkedTarget(typed, dataFolder)
      return new FolderCopy({ ...options, filesOf, target, isNew })
    },
    async removeOld() {
      const from = await originOf(dataFolder)
      if (from === null) return
      // Somebody may have started a hub there by hand.
      const lock = await lockFolder(await openDataFolder(from.folder))
      try {
        const own = (await readdir(from.folder)).filter((name) => name !== pointerName && leftOut.test(name))
        for (const name of [...from.names, ...own.filter((each) => !each.startsWith('lock.sqlite'))]) {
          await rm(join(from.folder, name), { recursive: true, force: true })
        }
      } finally {
        await lock.release()
      }
      await rm(join(from.folder, 'lock.sqlite'), { force: true })
      await rm(join(dataFolder, originName), { force: true })
    },
  }
}

interface FolderCopyOptions extends Required<FolderMoverOptions> {
  readonly target: string
  readonly isNew: boolean
}

class FolderCopy implements DataCopy {
  private readonly copied: CopiedFiles = new Map()
  private readonly from: Files
  private readonly to: Files

  constructor(private readonly options: FolderCopyOptions) {
    this.from = options.filesOf(options.dataFolder)
    this.to = options.filesOf(options.target)
  }

  async copyAll(handle: JobHandle): Promise<void> {
    let done = 0
    await this.copy(() => {
      handle.signal.throwIfAborted()
      done += 1
      handle.progress(done)
    })
  }

  async finish(): Promise<void> {
    const { snapshots, dataFolder } = this.options
    await this.copy(() => undefined)
    const snapshot = await snapshots.take('backup')
    try {
      const path = `snapshots/${snapshot.name}`
      await copyFile(this.from, this.to, path, { copied: new Map(), isFinal }, 'roost.sqlite')
    } finally {
      await snapshots.remove(snapshot.name)
    }
    const names = (await this.from.list('')).map(({ name }) => name).filter((name) => !leftOut.test(name))
    await writeDurably(this.to, originName, JSON.stringify({ folder: dataFolder, names }))
    await this.to.syncFolder('')
    await this.point()
  }

  /** From then on the next start uses the copy. What leads from the usual folder by way of others is only shortened. */
  private async point(): Promise<void> {
    const { dataFolder, home, target, filesOf } = this.options
    const own = filesOf(dataFolder)
    try {
      await writeDurably(own, pointerName, `${target}\n`)
    } catch (error) {
      await own.remove(pointerName)
      throw error
    }
    if (home === null || home === dataFolder) return
    await writeDurably(filesOf(home), pointerName, `${target}\n`).catch(() => undefined)
  }

  async abandon(): Promise<void> {
    const { target, isNew } = this.options
    for (const name of await readdir(target)) await rm(join(target, name), { recursive: true, force: true })
    if (isNew) await rm(target, { recursive: true, force: true })
  }

  private copy(onFile: () => void): Promise<void> {
    return copyTree(this.from, this.to, { copied: this.copied, isLeftOut, isFinal, onFile })
  }
}

function isLeftOut(path: string): boolean {
  return leftOut.test(path)
}

function isFinal(path: string): boolean {
  return final.test(path)
}

async function writeDurably(files: Files, name: string, text: string): Promise<void> {
  const unfinished = `${name}.new`
  await files.remove(unfinished)
  const file = await files.create(unfinished)
  await file.write(Buffer.from(text, 'utf8'))
  await file.sync()
  await file.close()
  await files.rename(unfinished, name)
  await files.syncFolder('')
}

/** An empty folder, or a new one in a folder that is there. @throws MoveRefused */
async function checkedTarget(typed: string, dataFolder: string): Promise<{ target: string; isNew: boolean }> {
  if (!isAbsolute(typed)) {
    throw new MoveRefused(say('folder.notWhole', { path: typed }))
  }
  const parent = await realpath(dirname(resolve(typed))).catch(() => null)
  if (parent === null) {
    throw new MoveRefused(say('move.parentAway', { path: dirname(resolve(typed)) }))
  }
  const target = await realpath(typed).catch(() =>
    join(parent, relative(dirname(resolve(typed)), resolve(typed))),
  )
  const own = await realpath(dataFolder)
  if (contains(own, target) || contains(target, own)) {
    throw new MoveRefused(say('move.overData', { path: target, data: own }))
  }
  const kind = await networkFilesystem(parent)
  if (kind !== null) {
    throw new MoveRefused(say('move.network', { path: target, kind }))
  }
  try {
    const isNew = (await makeFolder(target)) !== null
    if ((await readdir(target)).length > 0) {
      throw new MoveRefused(say('move.notEmpty', { path: target }))
    }
    const files = nodeFiles(target)
    await writeDurably(files, 'write-test', 'Roost tried whether it can write here.\n')
    await files.remove('write-test')
    return { target, isNew }
  } catch (error) {
    if (error instanceof MoveRefused) throw error
    throw new MoveRefused(say('move.cannotWrite', { path: target, why: whyOf(error) }))
  }
}

function contains(outer: string, inner: string): boolean {
  const path = relative(outer, inner)
  return path === '' || (!path.startsWith('..') && !isAbsolute(path))
}

async function originOf(folder: string): Promise<z.infer<typeof origin> | null> {
  const text = await readFile(join(folder, originName), 'utf8').catch(() => null)
  if (text === null) return null
  const parsed = origin.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : null
}
