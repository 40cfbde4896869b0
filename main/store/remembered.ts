import { LRUCache } from 'lru-cache'
import type { Device } from '../domain/devices/device'
import type { Person } from '../domain/people/person'
import type { SaveGame } from '../domain/saves/save-line'
import type { ClientToken } from '../domain/tokens/client-token'
import { atMost } from '../domain/limits/at-most'

const mostRemembered = 2_000

/** Tables that nothing remembered is read from: what every upload and download writes. */
const others = new Set([
  'activity',
  'conflicts',
  'device_lines',
  'game_props',
  'hash_aliases',
  'marks',
  'notices',
  'play_sessions',
  'save_lines',
  'screenshots',
  'sync_operations',
  'sync_sessions',
  'taken_in',
  'versions',
  'waiting_decisions',
])

const readingStart = /^\s*(?:SELECT|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b/
const changing = /\b(?:INSERT|UPDATE|DELETE|REPLACE)\b/i
const writing = /^\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE (?:OR \w+ )?|DELETE FROM)\s*"?(\w+)"?/

/** Whether a statement may change something remembered: everything may that is not known not to. */
export function mayTouchRemembered(sql: string): boolean {
  if (readingStart.test(sql) || (sql.startsWith('WITH') && !changing.test(sql))) return false
  const table = writing.exec(sql)?.[1]
  return table === undefined || !others.has(table)
}

/** Things of one kind by their keys; that there is no such thing is not remembered. */
export class Shelf<Found extends object> {
  private readonly known = new LRUCache<string, Found>(atMost(mostRemembered))
  /** Those that are read at this moment, and may be remembered then. */
  private readonly reading = new Map<string, Promise<Found | null>>()

  /** What was found under this key before, else what `find` finds now. */
  async recall(key: string, find: () => Promise<Found | null>): Promise<Found | null> {
    const known = this.known.get(key)
    if (known !== undefined) return known
    return this.reading.get(key) ?? this.read(key, find)
  }

  /** Notes a change to what is remembered that is on disk. */
  change(key: string, change: Partial<Found>): void {
    // Whoever reads it at this moment may read it from before.
    this.reading.delete(key)
    const known = this.known.get(key)
    if (known !== undefined) this.known.set(key, { ...known, ...change })
  }

  forget(): void {
    this.reading.clear()
    this.known.clear()
  }

  private async read(key: string, find: () => Promise<Found | null>): Promise<Found | null> {
    const reading = find()
    this.reading.set(key, reading)
    try {
      const found = await reading
      if (found !== null && this.reading.get(key) === reading) this.known.set(key, found)
      return found
    } finally {
      if (this.reading.get(key) === reading) this.reading.delete(key)
    }
  }
}

/**
 * What almost every request asks: whose a token is, which device and game it speaks of. All of it is forgotten when a
 * change to any other table than those of saves is committed, and before whoever made it is told: a token that was
 * revoked opens nothing any more, also for those who ask at the same time.
 */
export class Remembered {
  readonly tokens = new Shelf<{ readonly token: ClientToken; readonly person: Person }>()
  readonly devices = new Shelf<Device>()
  readonly games = new Shelf<SaveGame>()

  forget(): void {
    this.tokens.forget()
    this.devices.forget()
    this.games.forget()
  }
}
