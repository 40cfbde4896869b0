import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { z } from 'zod'
import { sha256, someBytes } from '../../unit/blobs/fixture'
import { gameId } from './game'
import { HubProcess, type HubProgram } from './hub-process'

const stored = z.object({ id: z.number() })

/** A hub on a data folder, and what it answered to have stored, by id. */
export class Household {
  readonly saves = new Map<number, Buffer>()
  private count = 0

  private constructor(
    readonly hub: HubProcess,
    readonly folder: string,
  ) {}

  static async start(program: HubProgram, folder: string): Promise<Household> {
    const hub = await HubProcess.load(program).start(folder)
    onTestFinished(() => hub.end())
    return new Household(hub, folder)
  }

  /** Uploads into a slot of its own; the status of the answer. */
  async upload(size: number): Promise<number> {
    this.count += 1
    const bytes = someBytes(`${this.folder} ${this.count}`, size)
    const outcome = await this.hub.upload(`/api/saves?rom_id=${gameId}&slot=${this.count}`, {
      field: 'saveFile',
      fileName: 'Game.srm',
      bytes,
    })
    if (outcome === 'in doubt') throw new Error('The hub went away')
    if (outcome.status === 200) this.saves.set(stored.parse(outcome.body).id, bytes)
    else if (!/kept|not touched/.test(JSON.stringify(outcome.body))) {
      throw new Error(`A refusal does not say what became of the saves: ${JSON.stringify(outcome.body)}`)
    }
    return outcome.status
  }
}

/** Everything answered is listed, and read back byte for byte. */
export async function expectAll({ saves, hub }: Household, from = hub): Promise<void> {
  const listed = await from.send('GET', `/api/lines?rom_id=${gameId}`)
  if (listed === 'in doubt') throw new Error('The hub went away')
  const heads = z.array(z.object({ head_version_id: z.number() })).parse(listed.body)
  expect(heads.map(({ head_version_id: id }) => id)).toEqual([...saves.keys()])
  for (const [id, bytes] of saves) {
    expect(sha256(await from.bytes(`/api/saves/${id}/content`))).toBe(sha256(bytes))
  }
}

export async function expectNothingHalf({ folder }: Household): Promise<void> {
  expect(await readdir(join(folder, 'blobs', 'incoming'))).toEqual([])
}
