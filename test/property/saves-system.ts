import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSaveServices, type SaveServices } from '../../main/create-save-services'
import { createSpaceServices } from '../../main/create-space-services'
import type { KnownActor } from '../../main/domain/activity/activity'
import { Conflict, Refusal } from '../../main/domain/errors'
import { JobRegistry } from '../../main/domain/jobs/job-registry'
import { EventLog } from '../../main/domain/events/event-log'
import type { Principal } from '../../main/domain/identity/principal'
import { chooseFirstIds } from '../../main/domain/saves/first-ids'
import type { SaveLine, Version } from '../../main/domain/saves/save-line'
import { createLog } from '../../main/log'
import { DiskMonitor } from '../../main/domain/storage/disk-monitor'
import { systemRandom } from '../../main/platform/system-random'
import { nodeFiles } from '../../main/store/blobs/node-files'
import { openStore, type Store } from '../../main/store/open-store'
import { scopes } from '../../shared/scopes'
import { TestClock } from '../helpers/test-clock'
import { aDevice, aPerson, log, noon } from '../unit/store/fixture'

export const gameId = 2_000_007
export const deviceIds = ['pocket', 'deck', 'phone'] as const

/** Eight contents; the first two are blank. */
export const contents = Array.from({ length: 8 }, (_, index) =>
  index < 2
    ? Buffer.alloc(64 * (index + 1), index === 0 ? 0x00 : 0xff)
    : Buffer.from(`content ${index}`.repeat(9)),
)

/** The saves of one person on a real store and real files, without HTTP. */
export class SavesSystem {
  /** What was sent to which line and answered, by line and hash: all of it must be there for ever. */
  readonly promised: { readonly lineId: number | undefined; readonly sha256: string }[] = []

  readonly store: Store
  readonly services: Awaited<ReturnType<typeof createSaveServices>>
  readonly space: ReturnType<typeof createSpaceServices>
  readonly jobs: JobRegistry
  readonly clock: TestClock
  readonly folder: string
  private readonly principal: Principal

  private constructor(
    parts: Pick<SavesSystem, 'store' | 'services' | 'space' | 'jobs' | 'clock' | 'folder'>,
    principal: Principal,
  ) {
    this.store = parts.store
    this.services = parts.services
    this.space = parts.space
    this.jobs = parts.jobs
    this.clock = parts.clock
    this.folder = parts.folder
    this.principal = principal
  }

  static async open(): Promise<SavesSystem> {
    const folder = await mkdtemp(join(tmpdir(), 'roost-saves-'))
    const clock = new TestClock(Date.parse(noon))
    const store = await openStore({ folder, clock, log })
    const person = await store.write(async (writers) => {
      const { id } = await writers.people.insert(aPerson())
      for (const device of deviceIds) await writers.devices.insert(aDevice({ id: device, personId: id }))
      await writers.library.insertPlatform({ id: 2_000_001, slug: 'gba', createdAt: noon, updatedAt: noon })
      await writers.library.insertGames([aGame])
      return { ...aPerson(), id, deletedAt: null }
    })
    const random = systemRandom
    const events = new EventLog(random)
    const parts = {
      clock,
      random,
      events,
      disk: new DiskMonitor(() => Promise.resolve(null), clock, events),
      log: createLog('error', { write: () => undefined }),
      files: nodeFiles(folder),
    }
    const services = await createSaveServices(store, parts)
    const jobs = new JobRegistry(clock, random, () => undefined, rethrow)
    const copies = {
      snapshots: () => Promise.resolve([]),
      backup: () => Promise.resolve(null),
      lastCheck: () => Promise.resolve(null),
    }
    const space = createSpaceServices(store, {
      ...parts,
      ...services,
      jobs,
      copies,
      storageCare: { report: () => Promise.resolve({ database: fine, backup: fine }) },
      dataFolder: folder,
    })
    await chooseFirstIds(store, random)
    const principal: Principal = {
      person,
      scopes,
      method: 'window',
      deviceId: null,
      sessionId: null,
      tokenId: null,
      grant: null,
    }
    return new SavesSystem({ store, services, space, jobs, clock, folder }, principal)
  }

  async close(): Promise<void> {
    await this.jobs.stop()
    await this.services.sideCars.stop()
    await this.store.close()
    await rm(this.folder, { recursive: true, force: true })
  }

  private get actor(): KnownActor {
    return { principal: this.principal, address: '192.0.2.1' }
  }

  get personId(): number {
    return this.principal.person.id
  }

  /** A refused upload is an answer too: its bytes are kept. */
  async upload(sent: {
    readonly content: number
    readonly slot: string | null
    readonly device: number | null
    readonly overwrite: boolean
    readonly keep: number | null
  }): Promise<void> {
    const target = await this.services.uploads.target(this.principal, {
      gameId,
      slot: sent.slot,
      emulator: null,
      deviceId: sent.device === null ? null : (deviceIds[sent.device] ?? null),
      overwrite: sent.overwrite,
      keep: sent.keep,
      isSlotless: false,
      sessionId: null,
    })
    await this.accept(target, sent.content, (line) =>
      sent.slot === null
        ? line.kind === 'file' && line.key === 'Game.srm'
        : line.kind === 'save' && line.key === sent.slot,
    )
  }

  async put(version: Version, content: number): Promise<void> {
    const request = { emulator: null, deviceId: null, isSlotless: false }
    await this.quietly(async () => {
      const target = await this.services.uploads.targetOf(this.principal, version.id, request)
      await this.accept(target, content, ({ id }) => id === target.base?.line.id)
    })
  }

  remove(versions: readonly Version[]): Promise<void> {
    return this.quietly(() =>
      this.services.saves.remove(
        this.actor,
        versions.map(({ id }) => id),
      ),
    )
  }

  unbin(versions: readonly Version[]): Promise<void> {
    return this.quietly(() =>
      this.services.versions.unbin(
        this.personId,
        versions.map(({ id }) => id),
        this.actor,
      ),
    )
  }

  async restore(version: Version): Promise<void> {
    const line = await this.store.read.saves.line(version.lineId)
    await this.quietly(() =>
      this.services.versions.restore(this.personId, version.id, line?.headVersionId ?? null, this.actor),
    )
  }

  async pin(version: Version, pinned: boolean): Promise<void> {
    await this.services.versions.change(this.personId, version.id, { pinned })
  }

  async prune(newest: number): Promise<void> {
    const { storage, pruning } = this.space.services
    await storage.setRetention({ keep: 'newest', newest, days: 0 })
    await this.jobs.ended(pruning.start().id)
    await this.idle()
  }

  async emptyBin(): Promise<void> {
    await this.space.services.pruning.emptyBin(this.personId)
    await this.idle()
  }

  /** Twice, so that what was found unneeded a day ago goes. */
  async collect(): Promise<void> {
    const handle = { signal: new AbortController().signal, progress: () => undefined }
    await this.space.collection.run(handle)
    await this.clock.advance(25 * 60 * 60 * 1000)
    await this.space.collection.run(handle)
  }

  private async idle(): Promise<void> {
    for (const { id } of this.jobs.list({ id: 1, role: 'admin' })) await this.jobs.ended(id)
  }

  merge(version: Version, into: Version): Promise<void> {
    return this.quietly(() =>
      this.services.lines.merge(this.personId, version.lineId, into.lineId, this.actor),
    )
  }

  rename(version: Version, key: string): Promise<void> {
    return this.quietly(() => this.services.lines.rename(this.personId, version.lineId, key, this.actor))
  }

  confirm(version: Version, device: number): Promise<void> {
    return this.quietly(() =>
      this.services.saves.confirm(this.principal, version.id, deviceIds[device] ?? ''),
    )
  }

  /** Every version, line by line, oldest first. */
  async versions(): Promise<Version[]> {
    const lines = await this.store.read.saves.lines(this.personId, null)
    const pages = await Promise.all(
      lines.map(({ id }) => this.store.read.saves.versions(id, { before: null, limit: 10_000 })),
    )
    return pages.flatMap((page) => page.reverse())
  }

  private async accept(
    target: Awaited<ReturnType<SaveServices['uploads']['target']>>,
    content: number,
    isItsLine: (line: SaveLine) => boolean,
  ): Promise<void> {
    const bytes = contents[content] ?? Buffer.alloc(0)
    const save = await this.services.intake.receive([bytes], 'Game.srm', 1024)
    try {
      await this.services.uploads.accept(target, { save, screenshot: null })
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
    } finally {
      await save.settle()
    }
    const lines = await this.store.read.saves.lines(this.personId, gameId)
    const lineId = lines.find(isItsLine)?.id
    this.promised.push({ lineId, sha256: createHash('sha256').update(bytes).digest('hex') })
  }

  /** What cannot be done now is refused, and changes nothing. */
  private async quietly(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
}

const fine = { state: 'ok', code: null, problem: null, what_to_do: null } as const

/** A job that fails is a failed test. */
function rethrow(error: unknown): never {
  throw error
}

const aGame = {
  id: gameId,
  platformId: 2_000_001,
  origin: 'name',
  folderId: null,
  relativePath: null,
  isFolder: false,
  fsName: 'Game.gba',
  name: 'Game',
  foldedName: 'game',
  titleKey: 'game',
  regions: [],
  languages: [],
  tags: [],
  revision: null,
  sizeBytes: 0,
  missingAt: null,
  createdAt: noon,
  updatedAt: noon,
} as const
