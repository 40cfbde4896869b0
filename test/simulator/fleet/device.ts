import type { Content } from './content'
import type { DeviceClock } from './device-clock'
import { Interrupted, type Negotiated, type Wire } from './wire'

/** A game as clients know it. */
export interface Game {
  readonly id: number
  /** Without its extension. */
  readonly stem: string
}

/** A save file on a card. */
export interface SavedFile {
  readonly content: Content
  /** Milliseconds, as the handheld's own clock has it. */
  readonly modifiedAt: number
}

/** What a client wrote down about a save at its last sync with the hub. */
export interface Remembered {
  readonly saveId: number
  readonly hash: string
  /** As the hub wrote it. */
  readonly updatedAt: string
}

/** Everything on the card: copying it copies the handheld, identity included. */
export interface Card {
  readonly files: ReadonlyMap<number, SavedFile>
  readonly remembered: ReadonlyMap<number, Remembered>
  /** Games about which its player was asked, and has not answered. */
  readonly asked: ReadonlySet<number>
}

/** What the player does when asked which save to keep. */
export type Choice = 'later' | 'mine' | 'hub'

/** Told what the hub answered, before the handheld acts on it. */
export interface Observer {
  negotiated(device: FleetDevice, answer: Negotiated): void
  /** A file is about to be replaced by another content. */
  replacing(device: FleetDevice, game: Game, former: Content, choice: Choice | null): void
}

/** What a handheld is made of. */
export interface Parts {
  readonly games: readonly Game[]
  readonly clock: DeviceClock
  readonly wire: Wire
  readonly observer: Observer
}

/** Behaves as one kind of client does (clients.md sections 6 to 9). */
export abstract class FleetDevice {
  private card: Card = { files: new Map(), remembered: new Map(), asked: new Set() }

  readonly games: readonly Game[]
  readonly clock: DeviceClock
  protected readonly wire: Wire
  protected readonly observer: Observer

  constructor(
    readonly name: string,
    readonly deviceId: string,
    { games, clock, wire, observer }: Parts,
  ) {
    this.games = games
    this.clock = clock
    this.wire = wire
    this.observer = observer
  }

  /** Whether what it names in a negotiation is the hash of the bytes it holds. */
  abstract readonly namesLiveHash: boolean
  /** The one it keeps its saves in. */
  abstract readonly slot: string | null
  protected abstract run(choice: Choice, completes: boolean): Promise<void>

  /** Plays: the emulator writes the save. */
  play(game: Game, content: Content): void {
    this.write(game, content, this.clock.now())
  }

  fileOf(game: Game): SavedFile | null {
    return this.card.files.get(game.id) ?? null
  }

  image(): Card {
    return this.card
  }

  flash(card: Card): void {
    this.card = card
  }

  /**
   * One run of the client, with the network or the power going away if so expected. @returns whether it came to its end.
   */
  async sync(choice: Choice, completes: boolean): Promise<boolean> {
    try {
      await this.run(choice, completes)
      return true
    } catch (error) {
      if (error instanceof Interrupted) return false
      throw error
    }
  }

  protected fileName(game: Game): string {
    return `${game.stem}.srm`
  }

  protected write(game: Game, content: Content, modifiedAt: number): void {
    this.card = { ...this.card, files: new Map(this.card.files).set(game.id, { content, modifiedAt }) }
  }

  protected rememberedOf(game: Game): Remembered | null {
    return this.card.remembered.get(game.id) ?? null
  }

  protected remember(game: Game, remembered: Remembered): void {
    this.card = { ...this.card, remembered: new Map(this.card.remembered).set(game.id, remembered) }
  }

  protected isAsked(game: Game): boolean {
    return this.card.asked.has(game.id)
  }

  protected ask(game: Game, isOpen: boolean): void {
    const asked = new Set(this.card.asked)
    if (isOpen) asked.add(game.id)
    else asked.delete(game.id)
    this.card = { ...this.card, asked }
  }

  protected gameOf(romId: number): Game | null {
    return this.games.find(({ id }) => id === romId) ?? null
  }

  /** Fetches a version, writes it, and says so: a power cut in between leaves the mark where it was. */
  protected async fetchAndConfirm(
    game: Game,
    saveId: number,
    choice: Choice | null,
  ): Promise<Content | null> {
    const path = `/api/saves/${saveId}/content?device_id=${this.deviceId}&optimistic=false`
    const content = await this.wire.content(path)
    if (!content) return null
    const former = this.fileOf(game)
    if (former && former.content.sha256 !== content.sha256) {
      this.observer.replacing(this, game, former.content, choice)
    }
    this.write(game, content, this.clock.now())
    await this.wire.confirm(saveId, this.deviceId)
    return content
  }
}
