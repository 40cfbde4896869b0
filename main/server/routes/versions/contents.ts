import type { Router } from '@koa/router'
import {
  compareVersions,
  type Comparison as WireComparison,
  contentBounds,
  deleteVersions,
  listVersionChanges,
  type VersionChange as WireChange,
  versionPreview,
  type VersionPreview as WirePreview,
} from '../../../../shared/api/version-contents'
import type {
  ContentComparison,
  ContentPreview,
  VersionWithChange,
} from '../../../domain/saves/version-contents'
import { actorOf } from '../../actor'
import { bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'
import { presentVersion } from './presenter'

/** Roost's own: what is in versions, and how they differ. */
export function versionContentRoutes(
  router: Router<RequestState>,
  { contents, versions, people }: Services,
): void {
  bind(router, versionPreview, async ({ params, query, context }) => {
    const { id } = await people.lookingAt(principalOf(context), query.person)
    return presentPreview(await contents.preview(id, params.id))
  })

  bind(router, compareVersions, async ({ params, query, context }) => {
    const { id } = await people.lookingAt(principalOf(context), query.person)
    return presentComparison(await contents.compare(id, params.id, query.with))
  })

  bind(router, listVersionChanges, async ({ params, query, context }) => {
    const { id } = await people.lookingAt(principalOf(context), query.person)
    const page = { before: query.before ?? null, limit: query.limit }
    return (await contents.changes(id, params.id, page)).map(presentChange)
  })

  bind(router, deleteVersions, async ({ query, body, context }) => {
    const { id } = await people.actingFor(principalOf(context), query.person)
    return (await versions.remove(id, body.versions, actorOf(context))).map(presentVersion)
  })
}

function presentPreview({ sizeBytes, files, start }: ContentPreview): WirePreview {
  return {
    kind: files === null ? 'bytes' : 'archive',
    size_bytes: sizeBytes,
    files: (files ?? [])
      .slice(0, contentBounds.files)
      .map((file) => ({ name: file.name, size_bytes: file.sizeBytes, crc: file.crc })),
    file_count: files?.length ?? 0,
    start: hexOf(start),
  }
}

function presentComparison(comparison: ContentComparison): WireComparison {
  return {
    kind: comparison.kind,
    compared_bytes: comparison.comparedBytes,
    changed_bytes: comparison.changedBytes,
    rows: comparison.rows.map(({ offset, was, is }) => ({ offset, was: hexOf(was), is: hexOf(is) })),
    row_count: comparison.rowCount,
    files: comparison.files.slice(0, contentBounds.files).map((file) => ({
      name: file.name,
      change: file.change,
      size_bytes: file.sizeBytes,
      was_bytes: file.wasBytes,
    })),
    file_count: comparison.files.length,
    same_files: comparison.sameFiles,
  }
}

function presentChange(change: VersionWithChange): WireChange {
  return {
    version_id: change.versionId,
    against_id: change.againstId,
    kind: change.kind,
    changed_bytes: change.changedBytes,
    grown_by: change.grownBy,
    added_files: change.added,
    removed_files: change.removed,
    changed_files: change.changed,
    screenshot_id: change.screenshotId,
  }
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
