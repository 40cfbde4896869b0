import type { Clock } from '../clock'
import type { EventLog } from '../events/event-log'
import type { UnitOfWork } from '../unit-of-work'
import type { DescriptionStore, VersionDescription } from './blob-store-description'
import type { GameLookup } from './game-lookup'
import type { DueDescription, Screenshot } from './save-line'
import { shownState } from './version-service'

/**
 * Milliseconds between the last change and the side-cars of all, so that a household that uploads is not slowed by them;
 * but never longer after the first, far below the 60 s of design section 6.
 */
const delay = { quiet: 5_000, longest: 30_000 }

const batch = 200

/** Stands for what is not known of a game any more. */
const unknown = 'unknown'

/** Writes what the database knows of each version beside its bytes, soon after each change. */
export class SideCars {
  private timer: (() => void) | null = null
  /** Of those that wait; milliseconds since the epoch. */
  private firstChange: number | null = null
  private unsubscribe: () => void = () => undefined
  private running: Promise<void> = Promise.resolve()

  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly from: { readonly games: GameLookup; readonly descriptions: DescriptionStore },
    /** Told of a failure that nobody waits for; it is tried again. */
    private readonly report: (error: unknown) => void,
  ) {}

  /** Describes what an earlier start did not, then goes on until {@link stop}. */
  start(): void {
    this.unsubscribe = this.events.subscribe(({ event }) => {
      // What is decided about a refused copy changes its state.
      if (event.type === 'save' || event.type === 'conflict') this.later()
    })
    this.flush().catch((error: unknown) => this.failed(error))
  }

  /** Describes what is left to describe, and ends. */
  async stop(): Promise<void> {
    this.unsubscribe()
    // What could not be described is due at the next start, and keeps nothing else from ending.
    await this.flush().catch(this.report)
    this.timer?.()
  }

  /** Resolves when every change made before the call is described. */
  flush(): Promise<void> {
    const next = this.running.catch(() => undefined).then(() => this.describeAll())
    this.running = next
    return next
  }

  private later(): void {
    const now = this.clock.now()
    this.firstChange ??= now
    this.timer?.()
    const left = Math.max(0, this.firstChange + delay.longest - now)
    this.timer = this.clock.after(Math.min(delay.quiet, left), () => {
      this.timer = null
      this.firstChange = null
      this.flush().catch((error: unknown) => this.failed(error))
    })
  }

  private failed(error: unknown): void {
    this.report(error)
    this.later()
  }

  private async describeAll(): Promise<void> {
    let last = 0
    for (;;) {
      const due = await this.unit.read.saves.dueDescriptions(last, batch)
      if (due.length === 0) return
      const described: DueDescription[] = []
      const shown = await this.unit.read.saves.screenshots(due.map(({ version }) => version.id))
      const pictures = new Map(shown.map((picture) => [picture.versionId, picture]))
      for (const each of due) {
        last = each.version.id
        if (await this.describe(each, pictures.get(last))) described.push(each)
      }
      await this.unit.write(async ({ saves }) => {
        for (const { version, revision } of described) await saves.noteDescribed(version.id, revision)
      })
    }
  }

  /** One that cannot be described stays due, and keeps none of the others from being described. */
  private async describe(due: DueDescription, picture: Screenshot | undefined): Promise<boolean> {
    try {
      await this.from.descriptions.describe(await this.descriptionOf(due, picture))
      return true
    } catch (error) {
      this.failed(error)
      return false
    }
  }

  private async descriptionOf(
    due: DueDescription,
    picture: Screenshot | undefined,
  ): Promise<VersionDescription> {
    const { version, line, personName, personRole, deviceName } = due
    const game = (await this.from.games.visible(line.personId, [line.gameId])).get(line.gameId)
    return {
      versionId: version.id,
      person: { id: line.personId, name: personName, role: personRole },
      game: {
        id: line.gameId,
        platform: game?.platformSlug ?? unknown,
        name: game?.name ?? unknown,
        fileName: game?.fileName ?? unknown,
      },
      kind: line.kind,
      key: line.key,
      sequence: version.sequence,
      parentId: version.parentId,
      origin:
        version.originDeviceId === null
          ? null
          : { deviceId: version.originDeviceId, deviceName: deviceName ?? '' },
      arrivedAt: version.arrivedAt,
      claimedAt: version.claimedAt,
      sha256: version.sha256,
      contentHash: version.contentHash,
      hashRule: version.hashRule,
      size: version.sizeBytes,
      fileName: version.fileName,
      emulator: version.emulator,
      pinned: version.pinned,
      note: version.note,
      state: shownState({ version, line }),
      picture: picture
        ? {
            sha256: picture.sha256,
            size: picture.sizeBytes,
            fileName: picture.fileName,
            type: picture.type,
            createdAt: picture.createdAt,
          }
        : null,
    }
  }
}
