import type { z } from 'zod'
import type { BackupFacts } from '../../../../shared/api/backup'
import type {
  diskSpace,
  PrunePreview,
  Storage,
  StoredSizes as WireSizes,
} from '../../../../shared/api/storage'
import { platformName } from '../../../../shared/platforms'
import type { Person } from '../../../domain/people/person'
import type { DiskState } from '../../../domain/storage/disk-space'
import type { StorageFacts } from '../../../domain/storage/storage-service'
import type { Prunable, StoredSizes } from '../../../domain/storage/stored-sizes'

/** @param isOwner only an owner is told where things lie on this computer. */
export function presentStorage(facts: StorageFacts, people: readonly Person[], isOwner: boolean): Storage {
  const names = new Map(people.map(({ id, username }) => [id, username]))
  const { backup } = facts
  return {
    ...presentSizes(facts.total),
    last_arrived_at: facts.lastArrivedAt,
    people: facts.people.map(({ personId, sizes }) => ({
      person_id: personId,
      username: names.get(personId) ?? '',
      ...presentSizes(sizes),
    })),
    platforms: facts.platforms.map(({ platformId, slug, sizes }) => ({
      platform_id: platformId,
      slug,
      name: platformName(slug),
      ...presentSizes(sizes),
    })),
    database_bytes: facts.databaseBytes,
    data_folder: isOwner ? facts.dataFolder : null,
    disk: presentDisk(facts.disk),
    retention: facts.retention,
    collection_off_until: facts.collectionOffUntil,
    snapshots: [...facts.snapshots],
    backup: backup && (isOwner ? backup : withoutPlaces(backup)),
    last_check: facts.lastCheck,
  }
}

/** What a member of the household sees: whether it went well, not where it is. */
function withoutPlaces({ last_run: lastRun, ...backup }: BackupFacts): BackupFacts {
  return { ...backup, folder: null, running_job: null, last_run: lastRun && { ...lastRun, problem: null } }
}

export function presentDisk({ level, space, limits }: DiskState): z.infer<typeof diskSpace> {
  return {
    level,
    free_bytes: space?.freeBytes ?? null,
    total_bytes: space?.totalBytes ?? null,
    warn_below_bytes: limits && Math.round(limits.warnBelow),
    refuse_below_bytes: limits && Math.round(limits.refuseBelow),
  }
}

/** Lines of a preview that are shown. */
const shownLines = 100

export function presentPrunable({ versions, sizeBytes, lines }: Prunable): PrunePreview {
  const [oldest] = lines.map(({ oldestAt }) => oldestAt).sort()
  return {
    versions,
    size_bytes: sizeBytes,
    oldest_at: oldest ?? null,
    lines: lines.slice(0, shownLines).map((line) => ({
      line_id: line.lineId,
      rom_id: line.gameId,
      person_id: line.personId,
      kind: line.kind,
      key: line.key,
      versions: line.versions,
      size_bytes: line.sizeBytes,
      oldest_at: line.oldestAt,
    })),
  }
}

function presentSizes(sizes: StoredSizes): WireSizes {
  const { saves, states, versions, contents, sizeBytes, bin, held, pruned } = sizes
  return {
    saves,
    states,
    versions,
    contents,
    size_bytes: sizeBytes,
    bin: { versions: bin.versions, size_bytes: bin.sizeBytes },
    held: { versions: held.versions, size_bytes: held.sizeBytes },
    pruned,
  }
}
