import { type Choice, FleetDevice, type Game } from './device'
import type { ClientEntry, Negotiated } from './wire'

type Operation = Negotiated['operations'][number]

/** One slot per game, hashes of its own bytes, whole-second times set from the hub's replies (clients.md 6.3 to 7.3). */
export class GroutDevice extends FleetDevice {
  readonly namesLiveHash = true
  readonly slot: string

  constructor(slot: string, ...rest: ConstructorParameters<typeof FleetDevice>) {
    super(...rest)
    this.slot = slot
  }

  entries(shift = 0): ClientEntry[] {
    return this.games.flatMap((game) => {
      const file = this.fileOf(game)
      if (!file) return []
      const seconds = Math.floor((file.modifiedAt + shift) / 1_000) * 1_000
      return {
        rom_id: game.id,
        file_name: this.fileName(game),
        slot: this.slot,
        emulator: null,
        content_hash: file.content.md5,
        updated_at: `${new Date(seconds).toISOString().slice(0, 19)}+00:00`,
        file_size_bytes: file.content.bytes.length,
      }
    })
  }

  protected async run(choice: Choice, completes: boolean): Promise<void> {
    const answer = await this.wire.negotiate(this.deviceId, this.entries())
    this.observer.negotiated(this, answer)
    let done = 0
    for (const operation of answer.operations) {
      const game = this.gameOf(operation.rom_id)
      if (!game || operation.slot !== this.slot) continue
      await this.carryOut(game, operation, choice)
      done += 1
    }
    if (completes) await this.wire.complete(answer.session_id, done, 0)
  }

  private async carryOut(game: Game, operation: Operation, choice: Choice): Promise<void> {
    switch (operation.action) {
      case 'upload':
        if (this.fileOf(game)) await this.send(game, choice)
        return
      case 'download':
        if (operation.save_id !== null) {
          await this.take(game, operation.save_id, operation.server_updated_at, null)
        }
        return
      case 'conflict':
        await this.decide(game, choice)
        return
      case 'no_op':
        return
    }
  }

  private async send(game: Game, choice: Choice, overwrite = false): Promise<void> {
    const file = this.fileOf(game)
    if (!file) return
    const { content } = file
    const answer = await this.wire.upload(this.deviceId, {
      romId: game.id,
      fileName: this.fileName(game),
      content,
      slot: this.slot,
      overwrite,
    })
    if (answer.kind === 'refused') {
      if (answer.status === 409 && !overwrite) await this.decide(game, choice)
      return
    }
    const { save } = answer
    this.remember(game, { saveId: save.id, hash: save.content_hash, updatedAt: save.updated_at })
    this.write(game, content, Math.floor(Date.parse(save.updated_at) / 1_000) * 1_000)
  }

  /** 409 → list → the player's choice. */
  private async decide(game: Game, choice: Choice): Promise<void> {
    if (choice === 'later') return
    if (choice === 'mine') return this.send(game, choice, true)
    const listed = await this.wire.list(game.id, this.deviceId)
    const newest = listed
      .filter(({ slot }) => slot === this.slot)
      .sort((one, other) => one.updated_at.localeCompare(other.updated_at))
      .at(-1)
    if (newest) await this.take(game, newest.id, newest.updated_at, choice)
  }

  private async take(
    game: Game,
    saveId: number,
    updatedAt: string | null,
    choice: Choice | null,
  ): Promise<void> {
    const content = await this.fetchAndConfirm(game, saveId, choice)
    if (!content) return
    const at = updatedAt ?? '0001-01-01T00:00:00.000Z'
    this.remember(game, { saveId, hash: content.md5, updatedAt: at })
    this.write(game, content, Math.floor(Date.parse(at) / 1_000) * 1_000)
  }
}
