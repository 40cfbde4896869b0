import { createHash } from 'node:crypto'
import { say } from '../../../shared/sentences/say'
import { MoveRefused } from '../../domain/storage/move-data'
import type { Files } from '../blobs/file-port'
import { piecesOf, sha256Of } from '../blobs/measure'

/** What was copied, by path: the SHA-256 of it. */
export type CopiedFiles = Map<string, string>

export interface CopyTreeOptions {
  readonly copied: CopiedFiles
  /** Names at the top, or paths, that are left out. */
  readonly isLeftOut: (path: string) => boolean
  /** Whether a file under this path never changes once it is there. */
  readonly isFinal: (path: string) => boolean
  readonly onFile: () => void
}

/** Copies all files of a folder that were not copied yet, or changed since; each copy is fsynced and read again. */
export async function copyTree(from: Files, to: Files, options: CopyTreeOptions, folder = ''): Promise<void> {
  for (const { name, kind } of await from.list(folder)) {
    const path = folder === '' ? name : `${folder}/${name}`
    if (options.isLeftOut(path)) continue
    if (kind === 'folder') {
      await to.makeFolder(path)
      await copyTree(from, to, options, path)
    } else if (kind === 'file') {
      await copyFile(from, to, path, options)
      options.onFile()
    }
  }
  await to.syncFolder(folder)
}

/** Copies one file, if it is there, in place of one that has its name. */
export async function copyFile(
  from: Files,
  to: Files,
  path: string,
  { copied, isFinal }: Pick<CopyTreeOptions, 'copied' | 'isFinal'>,
  as = path,
): Promise<void> {
  const before = copied.get(path)
  if (before !== undefined && isFinal(path)) return
  const source = await from.open(path)
  // Gone since it was listed.
  if (source === null) return
  try {
    if (before !== undefined && (await sha256Of(source)) === before) return
    await to.remove(as)
    const target = await to.create(as)
    const hash = createHash('sha256')
    try {
      for await (const piece of piecesOf(source)) {
        hash.update(piece)
        await target.write(piece)
      }
      await target.sync()
    } finally {
      await target.close()
    }
    const wanted = hash.digest('hex')
    if ((await hashOf(to, as)) !== wanted) {
      throw new MoveRefused(say('move.differs', { path: as }))
    }
    copied.set(path, wanted)
  } finally {
    await source.close()
  }
}

async function hashOf(files: Files, path: string): Promise<string | null> {
  const file = await files.open(path)
  if (file === null) return null
  try {
    return await sha256Of(file)
  } finally {
    await file.close()
  }
}
