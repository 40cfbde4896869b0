import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { seeded, sha256 } from '../../unit/blobs/fixture'
import { HubProcess, type HubProgram, type LoadedHub } from './hub-process'
import { addGame, gameId } from './game'
import { Inspection } from './inspection'
import type { Kill } from './kill-points'
import { type Duty, duties, Keeper } from './keeper'
import { noLine } from './known-line'
import { type Action, Player } from './player'

const inbox = z.array(z.object({ key: z.string(), held_version_id: z.number().nullable() }))

/** A kill at a named step of one action. */
export interface NamedKill extends Kill {
  readonly action: Action | Duty
}

export interface CampaignOptions extends HubProgram {
  readonly folder: string
  readonly seed: number
  /** In how many rounds all bytes are looked at again, and not only new ones. */
  readonly wholeEvery: number
}

/** Kills a hub again and again on one data folder, and looks after each kill whether it lost anything. */
export class Campaign {
  readonly losses: string[] = []
  kills = 0
  answered = 0
  /** The next hub's program is read while this one works. */
  private spare: LoadedHub
  private readonly chance: () => number
  private readonly seen = new Set<string>()

  private constructor(
    private readonly options: CampaignOptions,
    private readonly inspection: Inspection,
    private readonly players: readonly Player[],
    /** Whose old saves are let go, and who does it; nobody else touches them. */
    private readonly space: { readonly hoarder: Player; readonly keeper: Keeper },
    private hub: HubProcess,
  ) {
    this.spare = HubProcess.load(options)
    this.chance = seeded(options.seed)
  }

  static async begin(options: CampaignOptions): Promise<Campaign> {
    const { folder, seed } = options
    await mkdir(folder, { recursive: true })
    const hub = await HubProcess.load(options).start(folder)
    const inspection = new Inspection(folder)
    await addGame(inspection)
    const players = ['one', 'two', 'three', 'four'].map(
      (slot, index) => new Player(slot, gameId, seeded(seed + index)),
    )
    const hoarder = new Player('hoard', gameId, seeded(seed))
    for (const player of [...players, hoarder]) await player.register(hub)
    const backups = join(folder, '..', 'backups')
    await mkdir(backups, { recursive: true })
    const keeper = new Keeper(hoarder, backups)
    await keeper.begin(hub)
    return new Campaign(options, inspection, players, { hoarder, keeper }, hub)
  }

  /** One action, killed at a named step: of what it does, or of what is done after its answer. */
  async killAt({ action, ...kill }: NamedKill): Promise<void> {
    if (isDuty(action)) return this.killOnDuty(action, kill)
    const [player] = this.players
    if (!player) return
    await this.prepare(player, action)
    await this.hub.arm(kill)
    if (await player.act(this.hub, action)) this.answered += 1
    await this.hub.killed()
    await this.lookAfter()
  }

  private async killOnDuty(duty: Duty, kill: Kill): Promise<void> {
    await this.space.keeper.prepare(this.hub, duty)
    await this.inspection.described()
    await this.hub.arm(kill)
    if (await this.space.keeper.act(this.hub, duty)) this.answered += 1
    await this.hub.killed()
    await this.lookAfter()
    const fault = duty === 'backup' ? await this.space.keeper.backUpAgain(this.hub) : null
    if (fault !== null) this.losses.push(fault)
  }

  /** Everybody does anything, until the process is killed at any moment. */
  async killAtRandom(): Promise<void> {
    const { hub } = this
    const bound = this.players.map(async (player) => {
      while (await player.act(hub, player.anyAction())) this.answered += 1
    })
    const timer = setTimeout(() => hub.kill(), 20 + this.chance() * 300)
    await Promise.all(bound)
    clearTimeout(timer)
    await hub.killed()
    await this.lookAfter()
  }

  /** Stops the hub as a person does, and looks at everything once more. */
  async end(): Promise<void> {
    await this.hub.stop()
    this.losses.push(...(await this.inspection.faults(() => false)))
  }

  /** Leaves no process behind, however it went. */
  async abandon(): Promise<void> {
    this.hub.kill()
    await this.spare.abandon()
  }

  /** Makes the line such that the action can be asked for; what was described before is not in its way then. */
  private async prepare(player: Player, action: Action): Promise<void> {
    if (!player.can('delete')) await player.act(this.hub, 'upload')
    if (!player.can(action)) await player.act(this.hub, 'delete')
    await this.inspection.described()
  }

  private async startAgain(): Promise<void> {
    this.hub = await this.spare.start(this.options.folder)
    this.spare = HubProcess.load(this.options)
  }

  private async lookAfter(): Promise<void> {
    this.kills += 1
    const { wholeEvery } = this.options
    await this.startAgain()
    await this.askAgain()
    await this.readHeads()
    await this.readInbox()
    await this.inspection.described()
    const isWhole = this.kills % wholeEvery === 0
    this.losses.push(...(await this.inspection.faults((content) => !isWhole && this.seen.has(content))))
    for (const line of (await this.inspection.lines()).values()) {
      for (const version of line.versions) this.seen.add(version.sha256)
    }
  }

  private get everybody(): readonly Player[] {
    return [...this.players, this.space.hoarder]
  }

  /** What is there is what may be there; whoever got no answer asks again, and then there is still nothing else. */
  private async askAgain(): Promise<void> {
    const lines = await this.inspection.lines()
    for (const player of this.everybody) {
      const { toRetry } = player
      this.note(player.recognise(lines.get(player.slot) ?? noLine))
      if (toRetry) this.note(await player.retry(this.hub, toRetry))
    }
    const after = await this.inspection.lines()
    for (const player of this.everybody) this.note(player.recognise(after.get(player.slot) ?? noLine))
  }

  private async readHeads(): Promise<void> {
    for (const { head, slot } of this.everybody) {
      if (head && sha256(await this.hub.bytes(`/api/saves/${head.id}/content`)) !== head.sha256) {
        this.losses.push(`the head of line ${slot} is not read back`)
      }
    }
  }

  /** Every refused copy is shown in the inbox, once, and read back from there. */
  private async readInbox(): Promise<void> {
    const asked = await this.hub.send('GET', '/api/conflicts?state=open')
    const entries = inbox.parse(asked === 'in doubt' ? null : asked.body)
    for (const { slot, line } of this.everybody) {
      const held = line.filter(({ state }) => state === 'held').map(({ id }) => id)
      const shown = entries.filter(({ key }) => key === slot).map(({ held_version_id: id }) => id)
      if (String(held) !== String(shown)) {
        this.losses.push(`line ${slot}: refused were ${String(held)}, the inbox shows ${String(shown)}`)
      }
    }
    const contents = new Map(
      this.everybody.flatMap(({ line }) => line.map(({ id, sha256: content }) => [id, content] as const)),
    )
    for (const { held_version_id: id } of entries) {
      const bytes = id !== null && (await this.hub.bytes(`/api/versions/${id}/content`))
      if (bytes && sha256(bytes) !== contents.get(id)) {
        this.losses.push(`the refused copy ${id} is not read back`)
      }
    }
  }

  private note(fault: string | null): void {
    if (fault !== null) this.losses.push(fault)
  }
}

function isDuty(action: Action | Duty): action is Duty {
  return duties.some((duty) => duty === action)
}
