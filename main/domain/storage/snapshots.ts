import type { RandomAccess } from '../saves/blob-store'

/**
 * Why a snapshot was taken: `daily` by the clock, `migration` before a change of the database, `backup` on its way into
 * one.
 */
export type SnapshotKind = 'daily' | 'migration' | 'backup'

/** A consistent copy of the database in the data folder. */
export interface Snapshot {
  /** Of its file. */
  readonly name: string
  readonly kind: SnapshotKind
  readonly at: string
  readonly sizeBytes: number
}

/** Copies of the database, each there whole and readable, or not at all. */
export interface SnapshotStore {
  /** Readers and the writer go on meanwhile. @throws Error when the database cannot be copied whole. */
  take(kind: Exclude<SnapshotKind, 'migration'>): Promise<Snapshot>
  /** Newest first. */
  list(): Promise<Snapshot[]>
  /** The caller closes it; null when it is not there. */
  open(name: string): Promise<RandomAccess | null>
  remove(name: string): Promise<void>
  /** Reads the database itself through: the first thing wrong with it, or null. */
  check(): Promise<string | null>
}

/** How many of each kind are kept (design section 6). */
export const keptSnapshots = 14

/** Removes what is older than the newest {@link keptSnapshots} of a kind. */
export async function dropOldSnapshots(store: SnapshotStore, kind: SnapshotKind): Promise<void> {
  const all = (await store.list()).filter((snapshot) => snapshot.kind === kind)
  for (const { name } of all.slice(keptSnapshots)) await store.remove(name)
}
