import type { Content } from './content'
import { blank, progress } from './content'
import type { Choice, FleetDevice, Game, Observer } from './device'
import type { Fault, Negotiated, Wire, Witness } from './wire'

export interface Player {
  readonly device: FleetDevice
  readonly wire: Wire
}

/** Plays a household of handhelds for a while, each in its own way and with its own accidents. */
export class FleetRun implements Observer, Witness {
  /** What reached the hub, to be asked for at the end. */
  readonly received = new Map<string, Content>()
  readonly sum = { syncs: 0, interrupted: 0, uploads: 0, conflicts: 0 }
  private contents = 0

  constructor(
    private readonly games: readonly Game[],
    private readonly random: () => number,
    private readonly say: (line: string) => void,
  ) {}

  sent({ content }: { content: Content }): void {
    this.received.set(content.sha256, content)
    this.sum.uploads += 1
  }

  negotiated(device: FleetDevice, answer: Negotiated): void {
    const told = [
      ['up', answer.total_upload],
      ['down', answer.total_download],
      ['to decide', answer.total_conflict],
    ] as const
    const words = told.flatMap(([word, count]) => (count > 0 ? [`${count} ${word}`] : []))
    this.sum.conflicts += answer.total_conflict
    this.say(`${device.name}: ${words.length === 0 ? 'all is the same' : words.join(', ')}`)
  }

  replacing(device: FleetDevice, game: Game): void {
    this.say(`${device.name}: takes the hub's save of ${game.stem}`)
  }

  /** Something one handheld does: somebody plays on it, or it finds the network and syncs. */
  async step({ device, wire }: Player): Promise<void> {
    if (this.random() < 0.1) device.clock.reboot()
    if (this.random() < 0.45) this.play(device)
    else await this.sync({ device, wire })
  }

  /** Everybody comes home, with the network as it should be. */
  async comeHome(players: readonly Player[]): Promise<void> {
    for (const { device, wire } of players) {
      wire.expect(null)
      await device.sync('later', true)
    }
  }

  private play(device: FleetDevice): void {
    const game = this.oneOf(this.games)
    if (!game) return
    const isAccident = this.random() < 0.04
    this.contents += 1
    device.play(game, isAccident ? blank : progress(`${device.name} ${this.contents} ${this.random()}`))
    this.say(`${device.name}: ${isAccident ? 'lost its save of' : 'played'} ${game.stem}`)
  }

  private async sync({ device, wire }: Player): Promise<void> {
    wire.expect(this.random() < 0.2 ? this.accident() : null)
    const choice: Choice = this.oneOf(['later', 'mine', 'hub']) ?? 'later'
    this.sum.syncs += 1
    if (await device.sync(choice, this.random() < 0.7)) return
    this.sum.interrupted += 1
    this.say(`${device.name}: cut off in the middle of it`)
  }

  private accident(): Fault {
    const faults = ['request-lost', 'reply-lost', 'power-cut-before', 'power-cut-after'] as const
    return { at: Math.floor(this.random() * 6), kind: this.oneOf(faults) ?? 'reply-lost' }
  }

  private oneOf<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(this.random() * items.length)]
  }
}
