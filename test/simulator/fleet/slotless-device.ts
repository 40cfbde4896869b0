import { type Choice, FleetDevice, type Game } from './device'

/** Knows neither slots nor devices, and replaces by PUT (clients.md section 9, D). */
export class SlotlessDevice extends FleetDevice {
  readonly namesLiveHash = true
  readonly slot = null

  protected async run(choice: Choice): Promise<void> {
    for (const game of this.games) await this.syncGame(game, choice)
  }

  private async syncGame(game: Game, choice: Choice): Promise<void> {
    const listed = await this.wire.list(game.id, null)
    const there = listed.find(({ file_name: name }) => name === this.fileName(game)) ?? null
    const file = this.fileOf(game)
    const known = this.rememberedOf(game)
    const isMineNew = file !== null && file.content.md5 !== known?.hash
    const isTheirsNew = there !== null && there.updated_at !== known?.updatedAt
    if (!there) {
      if (file) await this.send(game, null)
      return
    }
    if (isMineNew && isTheirsNew && file.content.md5 !== there.content_hash) {
      if (choice === 'mine') await this.send(game, there.id)
      if (choice === 'hub') await this.take(game, there.id, there.download_path, there.updated_at, choice)
      return
    }
    if (isMineNew && file.content.md5 !== there.content_hash) return this.send(game, there.id)
    if (isTheirsNew) await this.take(game, there.id, there.download_path, there.updated_at, null)
  }

  private async send(game: Game, id: number | null): Promise<void> {
    const file = this.fileOf(game)
    if (!file) return
    const sent = {
      romId: game.id,
      fileName: this.fileName(game),
      content: file.content,
      slot: null,
      overwrite: false,
    }
    const answer = id === null ? await this.wire.upload(null, sent) : await this.wire.replace(id, sent)
    if (answer.kind === 'refused') return
    const { save } = answer
    this.remember(game, { saveId: save.id, hash: file.content.md5, updatedAt: save.updated_at })
  }

  private async take(
    game: Game,
    saveId: number,
    path: string,
    updatedAt: string,
    choice: Choice | null,
  ): Promise<void> {
    const content = await this.wire.content(path)
    if (!content) return
    const former = this.fileOf(game)
    if (former && former.content.sha256 !== content.sha256) {
      this.observer.replacing(this, game, former.content, choice)
    }
    this.write(game, content, this.clock.now())
    this.remember(game, { saveId, hash: content.md5, updatedAt })
  }
}
