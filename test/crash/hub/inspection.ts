import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sqlite3 from 'sqlite3'
import { DurableFolder } from '../../../main/store/blobs/durable-folder'
import { FileDescriptionStore } from '../../../main/store/blobs/file-description-store'
import { nodeFiles } from '../../../main/store/blobs/node-files'
import { sha256 } from '../../unit/blobs/fixture'
import { type FoundLine, noLine, type StoredState } from './known-line'

interface Row {
  readonly slot: string
  readonly id: number
  readonly sha256: string
  readonly state: StoredState
  readonly isHead: 0 | 1
  readonly due: 0 | 1
  readonly isDropped: 0 | 1
}

/** What a data folder holds, seen past the hub. */
export class Inspection {
  private readonly database: string

  constructor(private readonly folder: string) {
    this.database = join(folder, 'roost.sqlite')
  }

  async change(sql: string): Promise<void> {
    await this.withDatabase(sqlite3.OPEN_READWRITE, (connection, done) => connection.exec(sql, done))
  }

  /** The versions of each slot, oldest first, and which of them the hub believes each device to hold. */
  async lines(): Promise<ReadonlyMap<string, FoundLine>> {
    const lines = new Map<string, FoundLine>()
    for (const { slot, id, sha256: content, state, isDropped } of await this.rows()) {
      const { versions, marks } = lines.get(slot) ?? noLine
      const version = { id, sha256: content, state, isDropped: isDropped === 1 }
      lines.set(slot, { versions: [...versions, version], marks })
    }
    const marks = await this.all<{ slot: string; device: string; version: number }>(
      `SELECT line.key AS slot, mark.device_id AS device, mark.version_id AS version
       FROM marks mark JOIN save_lines line ON line.id = mark.line_id`,
    )
    for (const { slot, device, version } of marks) {
      const line = lines.get(slot) ?? noLine
      lines.set(slot, { ...line, marks: new Map([...line.marks, [device, version]]) })
    }
    return lines
  }

  /** Resolves when each version is described beside its bytes as it is now. */
  async described(): Promise<void> {
    while ((await this.rows()).some(({ due }) => due === 1)) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  /** Everything that is not as it must be. @param isKnown contents that were looked at before. */
  async faults(isKnown: (sha256: string) => boolean): Promise<string[]> {
    const faults: string[] = []
    for (const pragma of ['integrity_check', 'foreign_key_check']) {
      const told = JSON.stringify(await this.all(`PRAGMA ${pragma}`))
      if (!['[]', '[{"integrity_check":"ok"}]'].includes(told)) faults.push(`${pragma}: ${told}`)
    }
    const rows = await this.rows()
    const newest = new Map(rows.filter(({ state }) => state === 'live').map((row) => [row.slot, row.id]))
    for (const { slot, id, isHead, sha256: content, isDropped } of rows) {
      if ((isHead === 1) !== (newest.get(slot) === id)) faults.push(`line ${slot} has another head`)
      if (isDropped === 1 || isKnown(content)) continue
      const bytes = await readFile(join(this.folder, 'blobs', content.slice(0, 2), content)).catch(() => null)
      if (bytes === null) faults.push(`version ${id} has no bytes`)
      else if (sha256(bytes) !== content) faults.push(`the bytes of version ${id} are not what was sent`)
    }
    return [
      ...faults,
      ...(await this.faultsOfInbox()),
      ...(await this.faultsOfSideCars(rows)),
      ...(await this.leftovers()),
    ]
  }

  /** Each refused copy waits in exactly one open entry, and each open entry has its copy. */
  private async faultsOfInbox(): Promise<string[]> {
    const held = await this.all<{ id: number; entries: number }>(
      `SELECT version.id, count(entry.id) AS entries FROM versions version
         LEFT JOIN conflicts entry ON entry.held_version_id = version.id AND entry.closed_at IS NULL
       WHERE version.state = 'held' GROUP BY version.id HAVING entries <> 1`,
    )
    const open = await this.all<{ id: number }>(
      `SELECT entry.id FROM conflicts entry LEFT JOIN versions version ON version.id = entry.held_version_id
       WHERE entry.closed_at IS NULL AND (version.state IS NOT 'held' OR version.bytes_dropped_at IS NOT NULL
         OR version.line_id <> entry.line_id OR version.origin_device_id IS NOT entry.device_id)`,
    )
    return [
      ...held.map(({ id, entries }) => `${entries} open entries are about the refused copy ${id}`),
      ...open.map(({ id }) => `the open entry ${id} has no refused copy`),
    ]
  }

  private async faultsOfSideCars(rows: readonly Row[]): Promise<string[]> {
    const faults: string[] = []
    const files = nodeFiles(this.folder)
    const store = new FileDescriptionStore(files, new DurableFolder(files, 'sidecars', '0'.repeat(16)))
    const told = new Map<number, string>()
    for await (const found of store.descriptions()) {
      if (found.kind === 'damaged') faults.push(`${found.file}: ${found.problem}`)
      else told.set(found.description.versionId, `${found.description.sha256} ${found.description.state}`)
    }
    for (const { id, sha256: content, state, isHead } of rows) {
      const shown = state === 'live' ? (isHead === 1 ? 'head' : 'past') : state
      if (told.get(id) !== `${content} ${shown}`) {
        faults.push(`the side-car of version ${id} says ${told.get(id) ?? 'nothing'} of ${content} ${shown}`)
      }
    }
    const ids = new Set(rows.map(({ id }) => id))
    const orphans = [...told.keys()].filter((id) => !ids.has(id))
    return [...faults, ...orphans.map((id) => `a side-car of version ${id}, which is not there`)]
  }

  /** What was begun and never got its name. */
  private async leftovers(): Promise<string[]> {
    const found = await Promise.all(
      ['blobs', 'sidecars'].map((area) => readdir(join(this.folder, area, 'incoming')).catch(() => [])),
    )
    return found.flat().map((name) => `${name} was left half written`)
  }

  private rows(): Promise<readonly Row[]> {
    return this.all<Row>(
      `SELECT line.key AS slot, version.id, version.sha256, version.state,
         line.head_version_id IS version.id AS isHead, version.described < version.revision AS due,
         version.bytes_dropped_at IS NOT NULL AS isDropped
       FROM versions version JOIN save_lines line ON line.id = version.line_id
       ORDER BY version.line_id, version.sequence`,
    )
  }

  private async all<Found>(sql: string): Promise<readonly Found[]> {
    let found: readonly Found[] = []
    await this.withDatabase(sqlite3.OPEN_READONLY, (connection, done) =>
      connection.all<Found>(sql, (error, rows) => {
        found = rows
        done(error)
      }),
    )
    return found
  }

  private async withDatabase(
    mode: number,
    use: (connection: sqlite3.Database, done: (error: Error | null) => void) => void,
  ): Promise<void> {
    const connection = new sqlite3.Database(this.database, mode)
    connection.configure('busyTimeout', 5_000)
    try {
      await new Promise<void>((resolve, reject) => {
        use(connection, (error) => (error ? reject(error) : resolve()))
      })
    } finally {
      await new Promise<void>((resolve) => {
        connection.close(() => resolve())
      })
    }
  }
}
