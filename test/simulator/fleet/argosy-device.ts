import { type Choice, FleetDevice, type Game } from './device'
import type { ClientEntry, Negotiated } from './wire'

type Operation = Negotiated['operations'][number]

/** Uploads what was played before it negotiates, and then names the hash the hub last told it (clients.md 6.5). */
export class ArgosyDevice extends FleetDevice {
  readonly namesLiveHash = false
  readonly slot = 'autosave'

  protected async run(choice: Choice, completes: boolean): Promise<void> {
    for (const game of this.games) {
      if (this.isChanged(game) && (!this.isAsked(game) || choice !== 'later')) await this.send(game, choice)
    }
    const answer = await this.wire.negotiate(this.deviceId, this.entries())
    this.observer.negotiated(this, answer)
    for (const operation of answer.operations) {
      const game = this.gameOf(operation.rom_id)
      if (game && operation.slot === this.slot) await this.carryOut(game, operation, choice)
    }
    if (completes) await this.wire.complete(answer.session_id, answer.operations.length, 0)
  }

  private entries(): ClientEntry[] {
    return this.games.flatMap((game) => {
      const file = this.fileOf(game)
      if (!file) return []
      return {
        rom_id: game.id,
        file_name: this.fileName(game),
        slot: this.slot,
        content_hash: this.rememberedOf(game)?.hash ?? null,
        updated_at: new Date(file.modifiedAt).toISOString(),
        file_size_bytes: file.content.bytes.length,
      }
    })
  }

  private async carryOut(game: Game, operation: Operation, choice: Choice): Promise<void> {
    const { action, save_id: saveId } = operation
    // Told to send, it queues the file, whatever its player was asked before (clients.md 6.5).
    if (action === 'upload') await this.send(game, choice)
    // What waits for its player, or was not sent yet, is never replaced by itself.
    if (action === 'download' && saveId !== null && !this.isChanged(game)) await this.take(game, saveId, null)
    if (action === 'conflict') {
      if (!this.isChanged(game) && saveId !== null) await this.take(game, saveId, null)
      else await this.decide(game, choice)
    }
  }

  private isChanged(game: Game): boolean {
    const file = this.fileOf(game)
    return file !== null && file.content.md5 !== this.rememberedOf(game)?.hash
  }

  private async send(game: Game, choice: Choice, overwrite = false): Promise<void> {
    const file = this.fileOf(game)
    if (!file) return
    const answer = await this.wire.upload(this.deviceId, {
      romId: game.id,
      fileName: this.fileName(game),
      content: file.content,
      slot: this.slot,
      overwrite,
    })
    if (answer.kind === 'stored') {
      const { id, content_hash: hash, updated_at: updatedAt } = answer.save
      this.remember(game, { saveId: id, hash, updatedAt })
      this.ask(game, false)
    } else if (answer.status === 409 && !overwrite) await this.decide(game, choice)
  }

  private async decide(game: Game, choice: Choice): Promise<void> {
    if (choice === 'later') return this.ask(game, true)
    if (choice === 'mine') return this.send(game, choice, true)
    const listed = await this.wire.list(game.id, this.deviceId)
    const last = [...listed].reverse().find(({ slot }) => slot === this.slot)
    if (last) await this.take(game, last.id, choice)
  }

  private async take(game: Game, saveId: number, choice: Choice | null): Promise<void> {
    const content = await this.fetchAndConfirm(game, saveId, choice)
    if (!content) return
    this.remember(game, { saveId, hash: content.md5, updatedAt: '' })
    this.ask(game, false)
  }
}
