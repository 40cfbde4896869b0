import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { sha256 } from '../../unit/blobs/fixture'
import type { HubProcess, Outcome } from './hub-process'
import {
  differences,
  type FoundLine,
  type KnownLine,
  knownFrom,
  type KnownVersion,
  type MarkedVersion,
  say,
} from './known-line'

export const actions = ['upload', 'refused', 'confirm', 'download', 'restore', 'delete', 'unbin'] as const
export type Action = (typeof actions)[number]

/** What a client would send again. */
interface Upload {
  readonly device: string
  readonly overwrite: boolean
  readonly bytes: Buffer
  readonly state: 'live' | 'held'
}

/** What was asked of the hub and not answered: it was done whole, or nothing of it. */
interface Doubt {
  readonly after: KnownLine
  readonly upload: Upload | null
}

const answerWithId = z.object({ id: z.number() })
const negotiated = z.object({
  operations: z.array(z.object({ rom_id: z.number(), slot: z.string().nullable(), action: z.string() })),
})

/** Bytes: most saves are small, some are a memory card. */
const sizes = [0, 100, 8_192, 32_768, 131_072]

/** One who plays one game with handhelds of its own, and remembers all that was promised. */
export class Player {
  private known: KnownLine = { versions: [], marks: new Map() }
  private doubt: Doubt | null = null
  private device = ''
  private stranger = ''
  private reader = ''

  constructor(
    readonly slot: string,
    private readonly gameId: number,
    private readonly chance: () => number,
  ) {}

  async register(hub: HubProcess): Promise<void> {
    this.device = await registered(hub, `${this.slot} mine`)
    this.stranger = await registered(hub, `${this.slot} another`)
    this.reader = await registered(hub, `${this.slot} reader`)
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
        // What was restored in the window is newer than what the handheld has: it says that it knows.
        return this.upload(hub, {
          device: this.device,
          overwrite: true,
          bytes: this.newBytes(),
          state: 'live',
        })
      case 'refused':
        // Another device has never seen the head: it is refused, and its bytes are kept.
        return this.upload(hub, {
          device: this.stranger,
          overwrite: false,
          bytes: this.newBytes(),
          state: 'held',
        })
      case 'confirm':
        return this.confirm(hub)
      case 'download':
        return this.download(hub)
      case 'restore': {
        const version = this.oneOf(this.line.filter(({ id, isDropped }) => id !== null && !isDropped))
        if (!version) return true
        const after = [...this.line, { id: null, sha256: version.sha256, state: 'live' } as const]
        const asked = hub.send('POST', `/api/versions/${version.id}/restore`, { head: this.head?.id ?? null })
        return this.settle({ ...this.known, versions: after }, await asked, 200)
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

  /** What the device of an upload in doubt sends again once the hub is back. */
  get toRetry(): Upload | null {
    return this.doubt?.upload ?? null
  }

  /** Takes what is in the database for true, if it is what may be there. What is wrong with it, or null. */
  recognise(found: FoundLine): string | null {
    const { doubt, known } = this
    this.doubt = null
    const asBefore = differences(found, known)
    const asAsked = doubt && differences(found, doubt.after)
    // Also what is wrong is what there is from now on: one fault is told once.
    this.known = knownFrom(found)
    if (asBefore.length > 0 && (asAsked === null || asAsked.length > 0)) {
      return `line ${this.slot}: not as it was: ${asBefore.join(', ')}; nor as was asked: ${asAsked?.join(', ') ?? '-'}`
    }
    const head = [...found.versions].reverse().find(({ state }) => state === 'live')
    const lost = found.versions.filter(
      (version) => version.isDropped && (version === head || version.state === 'held'),
    )
    return lost.length === 0 ? null : `line ${this.slot}: nobody may let go ${say(lost)}`
  }

  /**
   * Sends the same upload again, as a client does that got no answer: that must be the same version, and the device is
   * told so when it asks. What is wrong with the answers, or null.
   */
  async retry(hub: HubProcess, upload: Upload): Promise<string | null> {
    const { known } = this
    const content = sha256(upload.bytes)
    const stored = known.versions.find((version) => version.sha256 === content)
    if (!(await this.upload(hub, upload))) return `line ${this.slot}: a retry was not answered`
    if (stored) {
      const answered = this.line.at(-1)?.id ?? null
      // It was there already: nothing was added.
      this.known = known
      if (upload.state === 'live' && answered !== stored.id) {
        return `line ${this.slot}: a retry of version ${stored.id} made version ${answered}`
      }
    }
    const action = await this.answerFor(hub, upload)
    const expected = upload.state === 'live' ? 'no_op' : 'conflict'
    return action === expected ? null : `line ${this.slot}: after a retry the device is told ${action}`
  }

  get line(): readonly KnownVersion[] {
    return this.known.versions
  }

  private async answerFor(hub: HubProcess, { device, bytes }: Upload): Promise<string> {
    const save = {
      rom_id: this.gameId,
      file_name: 'Game.srm',
      slot: this.slot,
      content_hash: createHash('md5').update(bytes).digest('hex'),
      file_size_bytes: bytes.length,
    }
    const asked = await hub.send('POST', '/api/sync/negotiate', { device_id: device, saves: [save] })
    if (asked === 'in doubt') return 'nothing'
    const { operations } = negotiated.parse(asked.body)
    return operations.find(({ slot }) => slot === this.slot)?.action ?? 'nothing'
  }

  private async upload(hub: HubProcess, upload: Upload): Promise<boolean> {
    const { device, overwrite, bytes, state } = upload
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
    const version = { id: null, sha256: sha256(bytes), state }
    const marks = state === 'live' ? this.marked(device, [version]) : this.known.marks
    const after = { versions: [...kept, version], marks }
    return this.settle(after, await asked, state === 'live' ? 200 : 409, upload)
  }

  /** A device that wrote the head to its card says so. */
  private async confirm(hub: HubProcess): Promise<boolean> {
    const { head, reader } = this
    if (!head) return true
    const asked = hub.send('POST', `/api/saves/${head.id}/downloaded`, { device_id: reader })
    return this.settle({ ...this.known, marks: this.marked(reader, [head]) }, await asked, 200)
  }

  /** A download is noted after it was answered: until somebody looked, it may not be. */
  private async download(hub: HubProcess): Promise<boolean> {
    const { head, reader } = this
    if (!head) return true
    const before = this.known.marks.get(reader) ?? [null]
    const after = { ...this.known, marks: this.marked(reader, [...before, head]) }
    try {
      await hub.bytes(`/api/saves/${head.id}/content?device_id=${reader}`)
    } catch (error) {
      // The connection went with the process; anything else is an answer that should not be.
      if (error instanceof TypeError) return this.settle(after, 'in doubt', 200)
      throw error
    }
    this.known = after
    return true
  }

  private settle(
    after: KnownLine,
    outcome: Outcome,
    expected: number,
    upload: Upload | null = null,
  ): boolean {
    if (outcome === 'in doubt') {
      this.doubt = { after, upload }
      return false
    }
    if (outcome.status !== expected) {
      throw new Error(`line ${this.slot}: ${outcome.status} ${JSON.stringify(outcome.body)}`)
    }
    const told = answerWithId.safeParse(outcome.body)
    const last = after.versions.length > this.line.length ? after.versions.at(-1) : undefined
    const version = last && told.success ? { ...last, id: told.data.id } : null
    this.known = version === null ? after : { ...after, versions: [...after.versions.slice(0, -1), version] }
    if (version && upload) this.known = { ...this.known, marks: this.marked(upload.device, [version]) }
    return true
  }

  private marked(device: string, versions: readonly MarkedVersion[]): KnownLine['marks'] {
    return new Map([...this.known.marks, [device, versions]])
  }

  private with(changed: KnownVersion | undefined, state: KnownVersion['state']): KnownLine {
    const versions = this.line.map((version) => (version === changed ? { ...version, state } : version))
    return { ...this.known, versions }
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
