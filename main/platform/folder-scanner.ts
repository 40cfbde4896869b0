import type { BigIntStats, Dirent } from 'node:fs'
import { lstat, readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { say } from '../../shared/sentences/say'
import { gameExtensions } from '../../shared/platforms'
import { isSaveName, nameProblem, partsOf } from '../domain/library/file-names'
import {
  type FoundFile,
  LibraryUnavailable,
  type ScanHandle,
  type ScannedGame,
} from '../domain/library/library-files'
import { codeOf, modifiedAtOf } from './folder-reader'

/** Questions to the file system at once. */
const width = 16
const deepest = 8
const mostFilesOfGame = 10_000

/** What lies beside games without being one: pictures, lists, notes, and what is still being downloaded. */
const besideGames = new Set(
  (
    'txt nfo xml jpg jpeg png gif webp svg bmp mp4 mkv webm avi mp3 ogg pdf html htm url ini cfg json lst log ' +
    'md5 sfv sha1 db part partial crdownload tmp download bak lpl opt rmp'
  ).split(' '),
)

/** @throws LibraryUnavailable if the folder itself cannot be read. */
export async function scanFolder(root: string, handle: ScanHandle): Promise<ScannedGame[]> {
  const scan = new FolderScan(root, handle)
  await scan.assertThere()
  const { base, top } = await scan.platforms()
  const games = await scan.gamesOf(base, '', top.filter(isGameFile), 0)
  for (const { name } of top.filter((entry) => entry.isDirectory())) {
    if (handle.signal.aborted) return games
    const place = inside(base, name)
    games.push(...(await scan.gamesOf(place, name, await scan.entries(place), games.length)))
  }
  return games
}

/** One reading of one folder. Links are never followed: what they lead to is not in the folder. */
class FolderScan {
  constructor(
    private readonly root: string,
    private readonly handle: ScanHandle,
  ) {}

  async assertThere(): Promise<void> {
    const real = await realpath(this.root).catch((error: unknown) => {
      throw new LibraryUnavailable(say('folder.unreadableNow', { path: this.root, code: codeOf(error) }))
    })
    if (real !== this.root) throw new LibraryUnavailable(say('folder.nowLink', { path: this.root }))
    await readdir(this.root).catch((error: unknown) => {
      throw new LibraryUnavailable(say('folder.unreadableNow', { path: this.root, code: codeOf(error) }))
    })
  }

  /** Where the platforms' folders are: at the top, or in a `roms` folder as RomM has it. */
  async platforms(): Promise<{ readonly base: string; readonly top: readonly Dirent[] }> {
    const top = await this.entries('')
    const isBelow = top.some((entry) => entry.name === 'roms' && entry.isDirectory())
    return isBelow ? { base: 'roms', top: await this.entries('roms') } : { base: '', top }
  }

  /** @param before how many games other platforms had, for the progress. */
  async gamesOf(
    place: string,
    folder: string,
    beside: readonly Dirent[],
    before: number,
  ): Promise<ScannedGame[]> {
    const entries = beside.filter((entry) => entry.isDirectory() || isGameFile(entry))
    let count = before
    const games = await inParallel(entries, async (entry) => {
      if (this.handle.signal.aborted) return null
      const relativePath = inside(place, entry.name)
      const files = entry.isDirectory()
        ? await this.filesIn(relativePath, '', 1)
        : await this.file(relativePath, entry.name)
      if (entry.isDirectory() && !files.some(({ path }) => !isBeside(path))) return null
      if (files.length === 0) return null
      count += 1
      if (count % 250 === 0) this.handle.progress(count)
      return { folder, relativePath, fsName: entry.name, isFolder: entry.isDirectory(), files }
    })
    this.handle.progress(count)
    return games.filter((game) => game !== null)
  }

  private async filesIn(place: string, prefix: string, depth: number): Promise<FoundFile[]> {
    if (depth > deepest) {
      this.leftOut(`${place}/${prefix}`, say('leftOut.deep'))
      return []
    }
    const files: FoundFile[] = []
    for (const entry of await this.entries(prefix === '' ? place : `${place}/${prefix}`)) {
      const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`
      if (this.handle.signal.aborted) return files
      if (entry.isDirectory()) files.push(...(await this.filesIn(place, path, depth + 1)))
      else if (entry.isFile() && !isSaveName(entry.name)) {
        files.push(...(await this.file(`${place}/${path}`, path)))
      }
      if (files.length > mostFilesOfGame) {
        this.leftOut(place, say('leftOut.files', { most: mostFilesOfGame }))
        return []
      }
    }
    return files
  }

  private async file(place: string, path: string): Promise<FoundFile[]> {
    const seen = await lstat(join(this.root, place), { bigint: true }).catch((error: unknown) => {
      this.leftOut(place, codeOf(error))
      return null
    })
    if (!seen?.isFile()) return []
    return [
      {
        path,
        sizeBytes: Number(seen.size),
        modifiedAt: modifiedAtOf(seen),
        identity: identityOf(seen),
      },
    ]
  }

  /** By name, so that two readings of one folder are alike; without what can be neither game nor folder of games. */
  async entries(place: string): Promise<Dirent[]> {
    const found = await readdir(join(this.root, place), { withFileTypes: true }).catch((error: unknown) => {
      this.leftOut(place, codeOf(error))
      return []
    })
    return found
      .filter((entry) => !entry.name.startsWith('.') && this.isUsable(place, entry))
      .sort((one, other) => (one.name < other.name ? -1 : 1))
  }

  private isUsable(place: string, entry: Dirent): boolean {
    const why = entry.isSymbolicLink() ? say('leftOut.link') : nameProblem(entry.name)
    if (why === null) return true
    const shown = `${place === '' ? '' : `${place}/`}${entry.name}`.replaceAll(/[\p{Cc}\p{Cf}\uFFFD]/gu, '?')
    this.leftOut(shown, why)
    return false
  }

  private leftOut(path: string, why: string): void {
    this.handle.problem(say('leftOut.because', { path, why }))
  }
}

function inside(place: string, name: string): string {
  return place === '' ? name : `${place}/${name}`
}

function isGameFile(entry: Dirent): boolean {
  return entry.isFile() && !isSaveName(entry.name) && !isBeside(entry.name)
}

function isBeside(path: string): boolean {
  const extension = partsOf(path).extension.toLowerCase()
  return besideGames.has(extension) && !gameExtensions.has(extension)
}

/**
 * The same before and after a rename: the number of the file, and when it was born, because numbers are used again.
 * Where the system does not know the birth it is the last change, and a renamed file is then not recognised by this.
 */
function identityOf(seen: BigIntStats): string | null {
  return seen.ino === 0n ? null : `${seen.dev}:${seen.ino}:${seen.birthtimeNs}`
}

async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  const lane = async () => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index]
      if (item !== undefined) results[index] = await work(item)
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane))
  return results
}
