import type {
  ConflictEntry,
  ConflictSide,
  InboxQuery,
  InboxReader,
  InboxWriter,
  Notice,
} from '../../domain/sync/inbox-store'
import type { WaitingDecision } from '../../domain/sync/sync-store'
import type { Connection } from '../connection'

type SideRow = Omit<ConflictSide, 'blank'> & { readonly blank: number }

type EntryRow = Omit<ConflictEntry, 'head' | 'held' | 'isOnlyOnDevice'> & {
  readonly head: SideRow | null
  readonly held: SideRow | null
  /** The hash the device named is that of the held copy, or another one it knows that by. */
  readonly isHeld: number
}

function side(alias: string): string {
  return `CASE WHEN ${alias}.id IS NOT NULL THEN json_object('versionId', ${alias}.id,
    'contentHash', ${alias}.content_hash, 'sizeBytes', ${alias}.size_bytes, 'arrivedAt', ${alias}.arrived_at,
    'blank', ${alias}.blank, 'originDeviceId', ${alias}.origin_device_id,
    'originDeviceName', (SELECT name FROM devices WHERE id = ${alias}.origin_device_id)) END`
}

const entryObject = `json_object('id', c.id, 'personId', c.person_id, 'lineId', c.line_id, 'gameId', l.game_id,
  'kind', l.kind, 'key', l.key, 'deviceId', c.device_id, 'deviceName', d.name, 'head', ${side('h')},
  'held', ${side('v')}, 'isHeld', c.content_hash IS NULL OR c.content_hash = v.content_hash OR EXISTS (
    SELECT 1 FROM hash_aliases a WHERE a.device_id = c.device_id AND a.version_id = v.id
      AND a.content_hash = c.content_hash),
  'contentHash', c.content_hash, 'claimedAt', c.claimed_at, 'claimedSize', c.claimed_size, 'reason', c.reason,
  'openedAt', c.opened_at, 'updatedAt', c.updated_at, 'closedAt', c.closed_at, 'closedBy', c.closed_by,
  'decision', c.decision, 'decidedBy', c.decided_by)`

const entryTables = `JOIN save_lines l ON l.id = c.line_id LEFT JOIN devices d ON d.id = c.device_id
  LEFT JOIN versions h ON h.id = CASE WHEN c.closed_at IS NULL THEN l.head_version_id ELSE c.head_version_id END
  LEFT JOIN versions v ON v.id = c.held_version_id`

/** The conflict inbox. Lists are one JSON text each. */
export class Inbox implements InboxReader {
  constructor(protected readonly connection: Connection) {}

  async entries({ personId, isOpen, before, limit }: InboxQuery): Promise<ConflictEntry[]> {
    const rows = await this.list<EntryRow>(
      `SELECT json_group_array(json(${entryObject}) ORDER BY c.id DESC) AS list
       FROM (SELECT * FROM conflicts WHERE person_id = ? AND (closed_at IS NULL) = ? AND (? IS NULL OR id < ?)
         ORDER BY id DESC LIMIT ?) c ${entryTables}`,
      [personId, isOpen ? 1 : 0, before, before, limit],
    )
    return rows.map(entryOf)
  }

  async entry(id: number): Promise<ConflictEntry | null> {
    const [row] = await this.list<EntryRow>(
      `SELECT json_group_array(json(${entryObject})) AS list FROM conflicts c ${entryTables} WHERE c.id = ?`,
      [id],
    )
    return row ? entryOf(row) : null
  }

  notices({
    personId,
    isSeen,
    before,
    limit,
  }: Omit<InboxQuery, 'isOpen'> & { readonly isSeen: boolean }): Promise<Notice[]> {
    return this.list(
      `SELECT json_group_array(json_object('id', n.id, 'personId', n.person_id, 'kind', n.kind, 'lineId', n.line_id,
         'gameId', l.game_id, 'key', l.key, 'deviceId', n.device_id, 'deviceName', d.name, 'versionId', n.version_id,
         'replacedVersionId', n.replaced_version_id, 'at', n.at, 'seenAt', n.seen_at) ORDER BY n.id DESC) AS list
       FROM (SELECT * FROM notices WHERE person_id = ? AND (seen_at IS NOT NULL) = ? AND (? IS NULL OR id < ?)
         ORDER BY id DESC LIMIT ?) n LEFT JOIN save_lines l ON l.id = n.line_id LEFT JOIN devices d ON d.id = n.device_id`,
      [personId, isSeen ? 1 : 0, before, before, limit],
    )
  }

  protected all<Row>(sql: string, values: readonly unknown[]): Promise<Row[]> {
    return this.connection.rows<Row>(sql, values)
  }

  private async list<Item>(sql: string, values: readonly unknown[]): Promise<Item[]> {
    const [row] = await this.all<{ list: string }>(sql, values)
    const items: Item[] = JSON.parse(row?.list ?? '[]')
    return items
  }
}

export class InboxWriting extends Inbox implements InboxWriter {
  async putWaiting(decision: WaitingDecision): Promise<void> {
    await this.all(
      `INSERT INTO waiting_decisions (device_id, line_id, conflict_id, keep, content_hash, head_version_id, has_bytes,
         decided_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (device_id, line_id) DO UPDATE SET conflict_id = excluded.conflict_id, keep = excluded.keep,
         content_hash = excluded.content_hash, head_version_id = excluded.head_version_id,
         has_bytes = excluded.has_bytes, decided_at = excluded.decided_at`,
      [
        decision.deviceId,
        decision.lineId,
        decision.conflictId,
        decision.keep,
        decision.contentHash,
        decision.headVersionId,
        decision.hasBytes ? 1 : 0,
        decision.decidedAt,
      ],
    )
  }

  async seeNotice(personId: number, id: number, at: string): Promise<boolean> {
    const rows = await this.all(
      'UPDATE notices SET seen_at = ifnull(seen_at, ?) WHERE id = ? AND person_id = ? RETURNING id',
      [at, id, personId],
    )
    return rows.length > 0
  }
}

function entryOf({ head, held, isHeld, ...row }: EntryRow): ConflictEntry {
  return {
    ...row,
    head: head && sideOf(head),
    held: held && sideOf(held),
    isOnlyOnDevice: held === null || isHeld !== 1,
  }
}

function sideOf({ blank, ...row }: SideRow): ConflictSide {
  return { ...row, blank: blank === 1 }
}
