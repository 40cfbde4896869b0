import type { DroppedBytes, FreedContent, KeepRule, StorageWriter } from '../../domain/storage/stored-sizes'
import { binned, isUnneeded, outdated } from './kept-bytes'
import { StorageSizes } from './storage'

/** Lets bytes of rows go; the rows and their hashes stay. */
export class StorageBytes extends StorageSizes implements StorageWriter {
  dropOutdated(rule: KeepRule, lineIds: readonly number[], at: string): Promise<DroppedBytes> {
    return this.drop(outdated(rule, lineIds), at)
  }

  dropBin(personId: number | null, at: string): Promise<DroppedBytes> {
    return this.drop(binned(personId), at)
  }

  private async drop(
    { select, values }: { select: string; values: (string | number | null)[] },
    at: string,
  ): Promise<DroppedBytes> {
    const [chosen] = await this.connection.run((manager) =>
      manager.query<{ ids: string }[]>(`SELECT json_group_array(id) AS ids FROM (${select})`, values),
    )
    const ids = chosen?.ids ?? '[]'
    const [changed] = await this.connection.run((manager) =>
      manager.query<{ count: number }[]>('SELECT json_array_length(?) AS count', [ids]),
    )
    await this.connection.run((manager) =>
      manager.query('UPDATE versions SET bytes_dropped_at = ? WHERE id IN (SELECT value FROM json_each(?))', [
        at,
        ids,
      ]),
    )
    const freed = await this.connection.run((manager) =>
      manager.query<FreedContent[]>(
        `SELECT sha256, max(size_bytes) AS sizeBytes FROM versions version
         WHERE id IN (SELECT value FROM json_each(?)) AND ${isUnneeded('version.sha256')} GROUP BY sha256`,
        [ids],
      ),
    )
    return { versions: changed?.count ?? 0, freed }
  }
}
