import { z } from 'zod'
import type { HubProcess } from './hub-process'
import type { Player } from './player'

export const duties = ['empty', 'prune', 'backup'] as const
export type Duty = (typeof duties)[number]

const begun = z.object({ id: z.string(), state: z.string() })
const emptied = z.object({ job: begun.nullable() })

/** One who looks after the space: empties the bin, lets old bytes go, makes backups of what a player has. */
export class Keeper {
  constructor(
    private readonly player: Player,
    private readonly backupFolder: string,
  ) {}

  /** Chooses the folder of the backups, and keeps no more than the newest of each line. */
  async begin(hub: HubProcess): Promise<void> {
    await this.expectDone(hub.send('PUT', '/api/storage/backup', { folder: this.backupFolder }))
    const newest = { keep: 'newest', newest: 1, days: 0 }
    await this.expectDone(hub.send('PUT', '/api/storage/retention', newest))
  }

  /** Sees to it that there is something to do. */
  async prepare(hub: HubProcess, duty: Duty): Promise<void> {
    await this.player.act(hub, 'upload')
    await this.player.act(hub, 'upload')
    if (duty === 'empty') await this.player.act(hub, 'delete')
  }

  /** Whether it was answered, and came to its end. */
  async act(hub: HubProcess, duty: Duty): Promise<boolean> {
    const path = { empty: '/api/bin/empty', prune: '/api/storage/prune', backup: '/api/storage/backup' }[duty]
    const outcome = await hub.send('POST', path)
    if (outcome === 'in doubt') return false
    if (outcome.status !== 200) throw new Error(`${path}: ${outcome.status} ${JSON.stringify(outcome.body)}`)
    const job = duty === 'empty' ? emptied.parse(outcome.body).job : begun.parse(outcome.body)
    return job === null || this.finished(hub, job.id)
  }

  /** After a kill the next one must come to its end, with nothing lacking. */
  async backUpAgain(hub: HubProcess): Promise<string | null> {
    if (!(await this.act(hub, 'backup'))) return 'the backup after a kill did not come to its end'
    const outcome = await hub.send('GET', '/api/storage?person=all')
    if (outcome === 'in doubt') return 'the hub went away'
    const { backup } = z
      .object({ backup: z.object({ last_run: z.object({ state: z.string(), lacking: z.number() }) }) })
      .parse(outcome.body)
    const { state, lacking } = backup.last_run
    return state === 'done' && lacking === 0
      ? null
      : `the backup after a kill is ${state} and lacks ${lacking}`
  }

  private async finished(hub: HubProcess, id: string): Promise<boolean> {
    for (;;) {
      const outcome = await hub.send('GET', `/api/jobs/${id}`)
      if (outcome === 'in doubt') return false
      const { state } = begun.parse(outcome.body)
      if (state !== 'running') return true
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  private async expectDone(asked: ReturnType<HubProcess['send']>): Promise<void> {
    const outcome = await asked
    if (outcome === 'in doubt' || outcome.status !== 200) throw new Error(JSON.stringify(outcome))
  }
}
