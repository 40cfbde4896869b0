import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../domain/clock'
import type { Snapshot, SnapshotKind, SnapshotStore } from '../domain/storage/snapshots'
import { nodeFiles } from './blobs/node-files'
import type { DataFolder } from './data-folder'
import { openReader } from './data-source'
import { quickCheck } from './quick-check'
import { takeSnapshot } from './snapshot'

const named = /^(daily|backup|before-.+)-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d\.\d{3}Z)\.sqlite$/

/** Snapshots as files of the data folder, made through a connection of their own: the hub's two stay free. */
export function fileSnapshots(
  { database, snapshots }: Pick<DataFolder, 'database' | 'snapshots'>,
  clock: Clock,
): SnapshotStore {
  const files = nodeFiles(snapshots)
  const found = async (name: string): Promise<Snapshot | null> => {
    const read = readName(name)
    const file = read && (await stat(join(snapshots, name)).catch(() => null))
    return read && file && { ...read, name, sizeBytes: file.size }
  }
  return {
    async take(kind) {
      const path = await withReader(database, (reader) =>
        takeSnapshot(reader, { folder: snapshots, name: kind, clock }),
      )
      const taken = await found(path.slice(snapshots.length + 1))
      if (!taken) throw new Error('The snapshot is gone as soon as it was taken')
      return taken
    },
    async list() {
      const names = await readdir(snapshots).catch(() => [])
      const all = await Promise.all(names.map((name) => found(name)))
      return all
        .filter((snapshot) => snapshot !== null)
        .sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0))
    },
    open: (name) => (readName(name) ? files.open(name) : Promise.resolve(null)),
    async remove(name) {
      if (readName(name)) await rm(join(snapshots, name), { force: true })
    },
    check: () => withReader(database, quickCheck),
  }
}

/** Nothing but the name of a snapshot ever becomes part of a path. */
function readName(name: string): { kind: SnapshotKind; at: string } | null {
  const [, cause, day, hour, minute, second] = named.exec(name) ?? []
  if (cause === undefined) return null
  const kind = cause === 'daily' || cause === 'backup' ? cause : 'migration'
  return { kind, at: `${day}T${hour}:${minute}:${second}` }
}

async function withReader<Result>(
  database: string,
  work: (reader: Awaited<ReturnType<typeof openReader>>) => Promise<Result>,
): Promise<Result> {
  const reader = await openReader(database, [])
  try {
    return await work(reader)
  } finally {
    await reader.destroy()
  }
}
