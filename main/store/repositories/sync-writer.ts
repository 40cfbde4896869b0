import type {
  ClaimedConflict,
  EntryClosing,
  HandOver,
  HeldConflict,
  LearnedMark,
  NewNotice,
  SyncWriter,
  WaitingDecision,
} from '../../domain/sync/sync-store'
import { SyncSessionWriting } from './sync-session-writer'

const newer = 'excluded.version_id IS NOT NULL AND (marks.version_id IS NULL OR excluded.at > marks.at)'
const markColumns = ['version_id', 'how', 'doubtful', 'at', 'claimed_at', 'claimed_size']

/** With the device that stays, then the one that goes. An entry that both have open stays with the one that goes. */
const mergeStatements = [
  `INSERT INTO marks (device_id, line_id, untracked, ${markColumns.join(', ')})
   SELECT ?, line_id, untracked, ${markColumns.join(', ')} FROM marks WHERE device_id = ?
   ON CONFLICT (device_id, line_id) DO UPDATE SET untracked = max(marks.untracked, excluded.untracked),
     ${markColumns.map((column) => `${column} = iif(${newer}, excluded.${column}, marks.${column})`).join(', ')}`,
  `INSERT OR IGNORE INTO hash_aliases (device_id, version_id, content_hash)
   SELECT ?, version_id, content_hash FROM hash_aliases WHERE device_id = ?`,
  `UPDATE OR IGNORE device_lines SET device_id = ? WHERE device_id = ?`,
  `UPDATE OR IGNORE waiting_decisions SET device_id = ? WHERE device_id = ?`,
  `UPDATE OR IGNORE conflicts SET device_id = ? WHERE device_id = ?`,
  `UPDATE sync_sessions SET device_id = ? WHERE device_id = ?`,
  `UPDATE hand_overs SET device_id = ? WHERE device_id = ?`,
]

/** What the hub remembers of devices and lines, and the inbox. */
export class SyncWriting extends SyncSessionWriting implements SyncWriter {
  override async waitingFor(deviceId: string, lineId: number): Promise<WaitingDecision | null> {
    const isNone = this.foreseenFor(deviceId, lineId)?.hasWaiting === false
    return isNone ? null : super.waitingFor(deviceId, lineId)
  }

  override async formerOwners(deviceId: string, personId: number): Promise<number[]> {
    const isNone = this.foreseenFor(deviceId, null)?.hasFormerOwners === false
    return isNone ? [] : super.formerOwners(deviceId, personId)
  }

  async mergeDevice(fromId: string, intoId: string): Promise<void> {
    for (const statement of mergeStatements) await this.all(statement, [intoId, fromId])
    for (const table of ['marks', 'hash_aliases', 'device_lines', 'device_doubts', 'waiting_decisions']) {
      await this.all(`DELETE FROM ${table} WHERE device_id = ?`, [fromId])
    }
  }

  async noteHandOver({ deviceId, fromPersonId, toPersonId, withSaves, at }: HandOver): Promise<void> {
    await this.all(
      `INSERT INTO hand_overs (device_id, from_person_id, to_person_id, with_saves, at) VALUES (?, ?, ?, ?, ?)`,
      [deviceId, fromPersonId, toPersonId, withSaves ? 1 : 0, at],
    )
  }

  async learnMarks(deviceId: string, marks: readonly LearnedMark[], at: string): Promise<void> {
    if (marks.length === 0) return
    const rows = marks.map((mark) => [
      mark.lineId,
      mark.versionId,
      mark.seenVersionId,
      mark.claimedAt,
      mark.claimedSize,
    ])
    await this.all(
      `INSERT INTO marks (device_id, line_id, version_id, how, doubtful, at, claimed_at, claimed_size, untracked)
       SELECT ?, value ->> 0, value ->> 1, 'identical', 0, ?, value ->> 3, value ->> 4, 0 FROM json_each(?) learned
       WHERE NOT EXISTS (SELECT 1 FROM marks now WHERE now.device_id = ? AND now.line_id = learned.value ->> 0
         AND now.version_id IS NOT learned.value ->> 2)
       ON CONFLICT (device_id, line_id) DO UPDATE SET
         how = CASE WHEN version_id = excluded.version_id AND doubtful = 0 THEN how ELSE excluded.how END,
         at = CASE WHEN version_id = excluded.version_id AND doubtful = 0 THEN at ELSE excluded.at END,
         version_id = excluded.version_id, doubtful = 0, claimed_at = excluded.claimed_at,
         claimed_size = excluded.claimed_size`,
      [deviceId, at, JSON.stringify(rows), deviceId],
    )
  }

  async startDoubt(deviceId: string, at: string): Promise<void> {
    await this.all(
      'INSERT INTO device_doubts (device_id, since) VALUES (?, ?) ON CONFLICT (device_id) DO UPDATE SET since = excluded.since',
      [deviceId, at],
    )
  }

  async endDoubt(deviceId: string): Promise<void> {
    await this.all('DELETE FROM device_doubts WHERE device_id = ?', [deviceId])
  }

  async trustMarks(deviceId: string): Promise<void> {
    await this.all('UPDATE marks SET doubtful = 0 WHERE device_id = ? AND doubtful = 1', [deviceId])
  }

  async addAlias(deviceId: string, versionId: number, contentHash: string): Promise<void> {
    await this.all(
      'INSERT INTO hash_aliases (device_id, version_id, content_hash) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      [deviceId, versionId, contentHash],
    )
  }

  async noteOffers(
    deviceId: string,
    offers: readonly { readonly lineId: number; readonly versionId: number }[],
    at: string,
  ): Promise<void> {
    if (offers.length === 0) return
    await this.all(
      `INSERT INTO device_lines (device_id, line_id, offered_version_id, offered_sessions, offered_at)
       SELECT ?, value ->> 0, value ->> 1, 1, ? FROM json_each(?) WHERE true
       ON CONFLICT (device_id, line_id) DO UPDATE SET offered_version_id = excluded.offered_version_id,
         offered_sessions = min(device_lines.offered_sessions, 1000000) + 1, offered_at = excluded.offered_at`,
      [deviceId, at, JSON.stringify(offers.map(({ lineId, versionId }) => [lineId, versionId]))],
    )
  }

  async clearOffers(deviceId: string, lineIds: readonly number[]): Promise<void> {
    if (lineIds.length === 0) return
    await this.all(
      `UPDATE device_lines SET offered_version_id = NULL, offered_sessions = 0, offered_at = NULL
       WHERE device_id = ? AND offered_sessions > 0 AND line_id IN (SELECT value FROM json_each(?))`,
      [deviceId, JSON.stringify(lineIds)],
    )
  }

  async noteTransfer(
    deviceId: string,
    lineId: number,
    what: 'uploaded' | 'downloaded',
    at: string,
  ): Promise<void> {
    if (this.connection.leave({ transfer: { deviceId, lineId, what, at } })) return
    await this.all(
      `INSERT INTO device_lines (device_id, line_id, ${what}_at) VALUES (?, ?, ?)
       ON CONFLICT (device_id, line_id) DO UPDATE SET ${what}_at = excluded.${what}_at, offered_version_id = NULL,
         offered_sessions = 0, offered_at = NULL`,
      [deviceId, lineId, at],
    )
  }

  async noteRefusal(
    deviceId: string,
    lineId: number,
    {
      at,
      reason,
      versionId,
    }: { readonly at: string; readonly reason: string; readonly versionId: number | null },
  ): Promise<void> {
    await this.all(
      `INSERT INTO device_lines (device_id, line_id, refused_at, refused_reason, refused_version_id)
       VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (device_id, line_id) DO UPDATE SET refused_at = excluded.refused_at,
         refused_reason = excluded.refused_reason, refused_version_id = excluded.refused_version_id`,
      [deviceId, lineId, at, reason, versionId],
    )
  }

  async openClaimed(
    personId: number,
    deviceId: string,
    claims: readonly ClaimedConflict[],
    at: string,
  ): Promise<{ readonly id: number; readonly lineId: number }[]> {
    if (claims.length === 0) return []
    const rows = claims.map((claim) => [
      claim.lineId,
      claim.headVersionId,
      claim.contentHash,
      claim.claimedAt,
      claim.claimedSize,
    ])
    return this.all(
      `INSERT INTO conflicts (person_id, device_id, line_id, head_version_id, content_hash, claimed_at, claimed_size,
         reason, opened_at, updated_at)
       SELECT ?, ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, 'unseen', ?, ? FROM json_each(?)
       WHERE true
       ON CONFLICT (line_id, ifnull(device_id, '')) WHERE closed_at IS NULL DO UPDATE SET
         content_hash = excluded.content_hash, claimed_at = excluded.claimed_at,
         claimed_size = excluded.claimed_size, updated_at = excluded.updated_at
         WHERE conflicts.content_hash IS NOT excluded.content_hash
       RETURNING id, line_id AS lineId`,
      [personId, deviceId, at, at, JSON.stringify(rows)],
    )
  }

  async dropWaiting(deviceId: string, lineIds: readonly number[]): Promise<void> {
    if (lineIds.every((id) => this.foreseenFor(deviceId, id)?.hasWaiting === false)) return
    await this.all(
      `DELETE FROM waiting_decisions WHERE device_id = ? AND line_id IN (SELECT value FROM json_each(?))`,
      [deviceId, JSON.stringify(lineIds)],
    )
  }

  async openHeld({ at, ...held }: HeldConflict): Promise<number> {
    const [entry] = await this.all<{ id: number }>(
      `INSERT INTO conflicts (person_id, device_id, line_id, head_version_id, held_version_id, first_held_version_id,
         content_hash, reason, opened_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (line_id, ifnull(device_id, '')) WHERE closed_at IS NULL DO UPDATE SET
         held_version_id = excluded.held_version_id,
         first_held_version_id = ifnull(conflicts.first_held_version_id, excluded.first_held_version_id),
         content_hash = excluded.content_hash, reason = excluded.reason, updated_at = excluded.updated_at
       RETURNING id`,
      [
        held.personId,
        held.deviceId,
        held.lineId,
        held.headVersionId,
        held.heldVersionId,
        held.heldVersionId,
        held.contentHash,
        held.reason,
        at,
        at,
      ],
    )
    if (!entry) throw new Error('The database gave no row for an entry of the inbox')
    return entry.id
  }

  async addNotice({ personId, kind, lineId, deviceId, ...about }: NewNotice): Promise<number | null> {
    const [notice] = await this.all<{ id: number }>(
      `INSERT INTO notices (person_id, kind, line_id, device_id, version_id, replaced_version_id, at)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE ?2 <> 'no-room' OR NOT EXISTS (SELECT 1 FROM notices
         WHERE person_id = ?1 AND kind = ?2 AND device_id IS ?4 AND seen_at IS NULL)
       RETURNING id`,
      [personId, kind, lineId, deviceId, about.versionId, about.replacedVersionId, about.at],
    )
    return notice?.id ?? null
  }

  async closeEntries(closing: EntryClosing): Promise<number[]> {
    const { deviceId, lineIds, by, decision, decidedBy = null, over, at } = closing
    if (lineIds.every((id) => this.foreseenFor(deviceId, id)?.hasEntry === false)) return []
    const lines = JSON.stringify(lineIds)
    const closed = await this.all<{ id: number; heldId: number | null }>(
      `UPDATE conflicts SET closed_at = ?, closed_by = ?, decision = ?, decided_by = ?, updated_at = ?,
         head_version_id = CASE WHEN ? THEN ?
           ELSE (SELECT head_version_id FROM save_lines WHERE id = conflicts.line_id) END
       WHERE closed_at IS NULL AND device_id IS ? AND line_id IN (SELECT value FROM json_each(?))
       RETURNING id, held_version_id AS heldId`,
      [at, by, decision, decidedBy, at, over !== undefined, over ?? null, deviceId, lines],
    )
    const held = closed.flatMap(({ heldId }) => heldId ?? [])
    if (held.length === 0) return closed.map(({ id }) => id)
    await this.all(
      `UPDATE versions SET state = 'side' WHERE state = 'held' AND id IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(held)],
    )
    return closed.map(({ id }) => id)
  }
}
