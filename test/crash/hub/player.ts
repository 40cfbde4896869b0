import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { sha256 } from '../../unit/blobs/fixture'
import type { HubProcess, Outcome } from './hub-process'

export type StoredState = 'live' | 'deleted' | 'held' | 'side'

/** What a player knows of one version of its line; the id only once somebody told it. */
export interface KnownVersion {
  readonly id: number | null
  readonly sha256: string
  readonly state: StoredState
  /** Its bytes were let go: never those of a head, nor of what waits for a decision. */
  readonly isDropped?: boolean
}

export const actions = ['upload', 'refused', 'restore', 'delete', 'unbin'] as const
export type Action = (typeof actions)[number]

/** What was asked of the hub and not answered: it was done whole, or nothing of it. */
interface Doubt {
  readonly after: readonly KnownVersion[]
  /** What a client would send again. */
  readonly bytes: Buffer | null
}

const answerWithId = z.object({ id: z.number() })

/** Bytes: most saves are small, some are a memory card. */
const sizes = [0, 100, 8_192, 32_768, 131_072]

/** One who plays one game with a handheld of its own, and remembers all that was promised. */
export class Player {
  line: readonly KnownVersion[] = []
  doubt: Doubt | null = null
  private device = ''
  private stranger = ''

  constructor(
    readonly slot: string,
    private readonly gameId: number,
    private readonly chance: () => number,
  ) {}

  async register(hub: HubProcess): Promise<void> {
    this.device = await registered(hub, `${this.slot} mine`)
    this.stranger = await registered(hub, `${this.slot} another`)
  }

  get head(): KnownVersion | null {
    return [...this.line].reverse().find(({ state }) => state === 'live') ?? null
  }

  /** Whether the line is such that this can be asked for now. */
  can(action: Action): boolean {
    if (action === 'upload') return true
    if (action === 'unbin') return this.line.some(isInBin)
    if (action === 'restore') return this.line.some(({ id, isDropped }) => id !== null && !isDropped)
    return this.head !== null
  }

  anyAction(): Action {
    const possible = actions.filter((action) => this.can(action))
    return this.oneOf(possible) ?? 'upload'
  }

  /** Asks the hub for one thing. Whether it was answered. */
  async act(hub: HubProcess, action: Action): Promise<boolean> {
    switch (action) {
      case 'upload':
        return this.upload(hub, this.newBytes())
      case 'refused':
        return this.refused(hub, this.newBytes())
      case 'restore': {
        const version = this.oneOf(this.line.filter(({ id, isDropped }) => id !== null && !isDropped))
        if (!version) return true
        const after = [...this.line, { id: null, sha256: version.sha256, state: 'live' } as const]
        const asked = hub.send('POST', `/api/versions/${version.id}/restore`, { head: this.head?.id ?? null })
        return this.settle(after, await asked, 200)
      }
      case 'delete': {
        const version = this.oneOf(this.line.filter(({ state }) => state === 'live'))
        const asked = hub.send('POST', '/api/saves/delete', { saves: [version?.id] })
        return this.settle(this.with(version, 'deleted'), await asked, 200)
      }
      case 'unbin': {
        const version = this.oneOf(this.line.filter(isInBin))
        const asked = hub.send('POST', '/api/bin/restore', { versions: [version?.id] })
        return this.settle(this.with(version, 'live'), await asked, 200)
      }
    }
  }

  /** Takes what is in the database for true, if it is what may be there. What is wrong with it, or null. */
  recognise(found: readonly KnownVersion[]): string | null {
    const { doubt } = this
    this.doubt = null
    const before = isSame(found, this.line)
    if (!before && !(doubt && isSame(found, doubt.after))) {
      return `line ${this.slot}: ${say(this.line)}, or ${say(doubt?.after ?? [])} if it was done; found ${say(found)}`
    }
    const head = [...found].reverse().find(({ state }) => state === 'live')
    const lost = found.filter(
      (version) => version.isDropped && (version === head || version.state === 'held'),
    )
    this.line = found
    return lost.length === 0 ? null : `line ${this.slot}: nobody may let go ${say(lost)}`
  }

  /** Sends the same bytes again, as a client does that got no answer: that must never make two of them. */
  async retry(hub: HubProcess, { bytes }: Doubt): Promise<string | null> {
    if (bytes === null) return null
    const wasStored = this.head?.sha256 === sha256(bytes)
    const line = this.line
    if (!(await this.upload(hub, bytes))) return `line ${this.slot}: a retry was not answered`
    if (wasStored) this.line = line
    return null
  }

  private upload(hub: HubProcess, bytes: Buffer): Promise<boolean> {
    // What was restored in the window is newer than what the handheld has: it says that it knows.
    const request = { device: this.device, overwrite: true }
    return this.send(hub, request, { bytes, state: 'live', status: 200 })
  }

  /** Another device has never seen the head: it is refused, and its bytes are kept. */
  private refused(hub: HubProcess, bytes: Buffer): Promise<boolean> {
    const request = { device: this.stranger, overwrite: false }
    return this.send(hub, request, { bytes, state: 'held', status: 409 })
  }

  private async send(
    hub: HubProcess,
    { device, overwrite }: { device: string; overwrite: boolean },
    { bytes, state, status }: { bytes: Buffer; state: 'live' | 'held'; status: number },
  ): Promise<boolean> {
    const query = new URLSearchParams({
      rom_id: String(this.gameId),
      slot: this.slot,
      device_id: device,
      overwrite: String(overwrite),
    })
    const asked = hub.upload(`/api/saves?${query.toString()}`, {
      field: 'saveFile',
      fileName: 'Game.srm',
      bytes,
    })
    // An earlier refused copy of the device steps aside.
    const kept = this.line.map((version) =>
      state === 'held' && version.state === 'held' ? { ...version, state: 'side' as const } : version,
    )
    const after = [...kept, { id: null, sha256: sha256(bytes), state }]
    return this.settle(after, await asked, status, state === 'live' ? bytes : null)
  }

  private settle(
    after: readonly KnownVersion[],
    outcome: Outcome,
    expected: number,
    bytes: Buffer | null = null,
  ): boolean {
    if (outcome === 'in doubt') {
      this.doubt = { after, bytes }
      return false
    }
    if (outcome.status !== expected) {
      throw new Error(`line ${this.slot}: ${outcome.status} ${JSON.stringify(outcome.body)}`)
    }
    const told = answerWithId.safeParse(outcome.body)
    const last = after.at(-1)
    this.line =
      last?.id === null && told.success ? [...after.slice(0, -1), { ...last, id: told.data.id }] : after
    return true
  }

  private with(changed: KnownVersion | undefined, state: StoredState): readonly KnownVersion[] {
    return this.line.map((version) => (version === changed ? { ...version, state } : version))
  }

  private newBytes(): Buffer {
    return randomBytes((this.oneOf(sizes) ?? 0) + 16)
  }

  private oneOf<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(this.chance() * items.length)]
  }
}

function isInBin({ state, isDropped }: KnownVersion): boolean {
  return state === 'deleted' && !isDropped
}

async function registered(hub: HubProcess, name: string): Promise<string> {
  const outcome = await hub.send('POST', '/api/devices', { name, client_device_identifier: name })
  if (outcome === 'in doubt') throw new Error('The hub was not killed yet')
  return z.object({ device_id: z.string() }).parse(outcome.body).device_id
}

function isSame(found: readonly KnownVersion[], known: readonly KnownVersion[]): boolean {
  return (
    found.length === known.length &&
    known.every(({ id, sha256: content, state }, index) => {
      const other = found[index]
      return other?.sha256 === content && other.state === state && (id === null || id === other.id)
    })
  )
}

function say(line: readonly KnownVersion[]): string {
  return line
    .map(({ id, sha256: content, state }) => `${id ?? '?'}:${content.slice(0, 6)}:${state}`)
    .join(' ')
}
