import { say } from '../../../shared/sentences/say'
import { type Clock, iso } from '../clock'
import { Conflict, Malformed, NotFound } from '../errors'
import type { EventLog } from '../events/event-log'
import type { Job, JobHandle, JobRegistry } from '../jobs/job-registry'
import type { UnitOfWork } from '../unit-of-work'
import type { FolderScan } from './folder-scan'
import type { FolderWithCounts, LibraryFolder } from './game'
import { hashFiles } from './hash-files'
import { type FolderWatcher, LibraryUnavailable, type LibraryFiles } from './library-files'
import { type PlatformChoices, readChoices } from './platform-choice'

/** Milliseconds without a change before a folder is read again: a copy is then finished, or pauses. */
export const settling = 2_000
/** Milliseconds between scans while a folder cannot be watched. */
export const withoutWatching = 15 * 60 * 1000

export interface FolderWithProblem extends FolderWithCounts {
  readonly problem: string | null
  /** Whether changes are noticed at once; otherwise it is read every 15 minutes. */
  readonly isWatched: boolean
}

export interface LibraryFoldersParts {
  readonly unit: UnitOfWork
  readonly files: LibraryFiles
  readonly scan: FolderScan
  readonly watcher: FolderWatcher
  readonly jobs: JobRegistry
  readonly clock: Clock
  readonly events: EventLog
  /** The hub's own data, which is no library. */
  readonly dataFolder: string
  readonly warn: (error: unknown, message: string) => void
}

/** The folders games come from: added, read, watched and forgotten. */
export class LibraryFolders {
  private readonly watching = new Map<number, () => Promise<void>>()
  private cancelTimer: () => void = () => {}
  private isScanWanted = false
  /** Ids of folders that cannot be watched. */
  private readonly blind = new Set<number>()

  constructor(private readonly parts: LibraryFoldersParts) {}

  /** Adds the folders named at the start, and begins to watch and read all. */
  async start(named: readonly string[]): Promise<void> {
    for (const path of named) {
      await this.insert(path, {}).catch((error: unknown) => {
        if (!(error instanceof Conflict)) this.parts.warn(error, `the library folder ${path} was not added`)
      })
    }
    const folders = await this.parts.unit.read.library.folders()
    for (const folder of folders) this.watch(folder)
    if (folders.length > 0) this.scan()
  }

  async stop(): Promise<void> {
    this.cancelTimer()
    await Promise.all([...this.watching.values()].map((end) => end()))
    await this.parts.jobs.stop()
  }

  async list(): Promise<FolderWithProblem[]> {
    const folders = await this.parts.unit.read.library.folders()
    return Promise.all(
      folders.map(async (folder) => ({
        ...folder,
        problem: await this.problemOf(folder),
        isWatched: !this.blind.has(folder.id),
      })),
    )
  }

  /**
   * Where a folder somebody named really is, and the library folder it already is, if any.
   * @throws as {@link add}, but not for one that is added already.
   */
  async place(typed: string): Promise<{ path: string; known: LibraryFolder | null }> {
    const { unit, files, dataFolder } = this.parts
    const path = await files.resolve(typed).catch((error: unknown) => {
      if (error instanceof LibraryUnavailable) throw new Malformed(error.message, 'unprocessable')
      throw error
    })
    if (this.overlap(await files.resolve(dataFolder), path)) {
      throw new Conflict(say('folder.overData'))
    }
    const folders = await unit.read.library.folders()
    const known = folders.find((folder) => folder.path === path) ?? null
    if (!known) this.assertApart(folders, path)
    return { path, known }
  }

  /**
   * Adds a folder and begins to read it.
   * @throws Malformed if it is no folder that can be read, Conflict if it overlaps with another or with the data.
   */
  async add(typed: string, choices: PlatformChoices = {}): Promise<{ folder: FolderWithProblem; job: Job }> {
    const folder = await this.known(await this.insert(typed, readChoices(choices)))
    this.watch(folder)
    return { folder, job: this.scan() }
  }

  /** Says for which platforms the folders in it are, and reads it again. @throws NotFound, Malformed */
  async choose(id: number, choices: PlatformChoices): Promise<{ folder: FolderWithProblem; job: Job }> {
    await this.known(id)
    const platforms = readChoices(choices)
    await this.parts.unit.write(({ library }) => library.setPlatforms(id, platforms))
    return { folder: await this.known(id), job: this.scan() }
  }

  /** Forgets a folder; its games stay, marked missing. @throws NotFound */
  async remove(id: number): Promise<void> {
    const { unit, jobs, clock } = this.parts
    await this.known(id)
    const folders = await unit.read.library.folders()
    await this.watching.get(id)?.()
    this.watching.delete(id)
    this.blind.delete(id)
    // A scan or hashing of it must not go on with what is no longer there.
    for (const kind of ['scan', 'hash']) {
      const job = jobs.running(kind)
      if (job) await jobs.cancel(job.id)
    }
    await unit.write(({ library }) => library.deleteFolder(id, iso(clock.now())))
    this.announceChange()
    if (folders.length > 1) this.scan()
  }

  /** Reads all folders, once more if a scan is running already; then hashes what is new. */
  scan(): Job {
    this.isScanWanted = true
    const job = this.parts.jobs.start('scan', (handle) => this.scanAll(handle), 'everyone')
    void this.parts.jobs.ended(job.id).then(({ state }) => {
      if (this.isScanWanted && state === 'done') this.scan()
    })
    return job
  }

  hash(): Job {
    const { unit, files, clock, jobs } = this.parts
    return jobs.start('hash', (handle) => hashFiles(unit, files, clock, handle), 'everyone')
  }

  private async scanAll(handle: JobHandle): Promise<void> {
    const { unit, scan } = this.parts
    while (this.isScanWanted && !handle.signal.aborted) {
      this.isScanWanted = false
      for (const folder of await unit.read.library.folders()) {
        try {
          if (await scan.run(folder, handle)) this.announceChange()
        } catch (error) {
          if (!(error instanceof LibraryUnavailable)) throw error
          handle.problem(error.message)
        }
      }
    }
    if (!handle.signal.aborted && (await unit.read.library.countUnhashed()) > 0) this.hash()
  }

  private async insert(typed: string, platforms: PlatformChoices): Promise<number> {
    const { unit, clock } = this.parts
    const { path } = await this.place(typed)
    return unit.write(async ({ library }) => {
      this.assertApart(await library.folders(), path)
      return library.insertFolder({ path, platforms, scannedAt: null, createdAt: iso(clock.now()) })
    })
  }

  private assertApart(folders: readonly LibraryFolder[], path: string): void {
    const twin = folders.find((folder) => this.overlap(folder.path, path))
    if (twin) {
      throw new Conflict(say('folder.overLibrary', { path: twin.path }))
    }
  }

  private overlap(one: string, other: string): boolean {
    const { files } = this.parts
    return files.contains(one, other) || files.contains(other, one)
  }

  private async known(id: number): Promise<FolderWithProblem> {
    const folder = (await this.list()).find((each) => each.id === id)
    if (!folder) throw new NotFound(say('folder.unknown', { id }))
    return folder
  }

  private async problemOf(folder: LibraryFolder): Promise<string | null> {
    try {
      const path = await this.parts.files.resolve(folder.path)
      return path === folder.path ? null : say('folder.nowLink', { path: folder.path })
    } catch (error) {
      if (error instanceof LibraryUnavailable) return error.message
      throw error
    }
  }

  private watch(folder: LibraryFolder): void {
    const { watcher, warn } = this.parts
    const end = watcher.watch(
      folder.path,
      () => this.scanAfter(settling),
      (error) => {
        warn(error, `the library folder ${folder.path} cannot be watched; it is read every 15 minutes`)
        this.blind.add(folder.id)
        this.announceChange()
        this.scanAfter(withoutWatching)
      },
    )
    this.watching.set(folder.id, end)
  }

  private scanAfter(delay: number): void {
    this.cancelTimer()
    this.cancelTimer = this.parts.clock.after(delay, () => {
      this.scan()
      if (this.blind.size > 0) this.scanAfter(withoutWatching)
    })
  }

  private announceChange(): void {
    this.parts.events.publish({ type: 'library', id: 'games', state: 'changed' })
  }
}
