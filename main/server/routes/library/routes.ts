import type { Router } from '@koa/router'
import { cancelJob, getJob } from '../../../../shared/api/jobs'
import {
  addGames,
  addLibraryFolder,
  hashLibrary,
  importGames,
  type ImportedLine as WireLine,
  type LibraryFolder as WireFolder,
  listLibraryFolders,
  removeLibraryFolder,
  scanLibrary,
} from '../../../../shared/api/library'
import type { ImportedLine } from '../../../domain/library/import-games'
import type { FolderWithProblem } from '../../../domain/library/library-folders'
import { bind } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'
import { presentJob } from '../present-job'

/** Roost's own: where games come from (design section 8). */
export function libraryRoutes(router: Router<RequestState>, services: Services): void {
  const { libraryFolders: folders, importGames: names, jobs } = services

  bind(router, listLibraryFolders, async () => (await folders.list()).map(presentFolder))

  bind(router, addLibraryFolder, async ({ body }) => {
    const { folder, job } = await folders.add(body.path)
    return { folder: presentFolder(folder), job: presentJob(job) }
  })

  bind(router, removeLibraryFolder, async ({ params }) => {
    await folders.remove(params.id)
    return undefined
  })

  bind(router, scanLibrary, () => presentJob(folders.scan()))

  bind(router, hashLibrary, () => presentJob(folders.hash()))

  bind(router, addGames, async ({ body }) => {
    const request = { lines: body.names, platform: body.platform, mayBePaths: false }
    return presentImport(await names.store(request), false)
  })

  bind(router, importGames, async ({ body }) => {
    const request = { lines: body.names, platform: body.platform ?? null, mayBePaths: true }
    const lines = await (body.preview ? names.preview(request) : names.store(request))
    return presentImport(lines, body.preview)
  })

  bind(router, getJob, ({ params }) => presentJob(jobs.get(params.id)))

  bind(router, cancelJob, async ({ params }) => presentJob(await jobs.cancel(params.id)))
}

function presentFolder(folder: FolderWithProblem): WireFolder {
  return {
    id: folder.id,
    path: folder.path,
    game_count: folder.gameCount,
    missing_count: folder.missingCount,
    scanned_at: folder.scannedAt,
    problem: folder.problem,
    created_at: folder.createdAt,
  }
}

function presentImport(lines: readonly ImportedLine[], isPreview: boolean) {
  return {
    lines: lines.map(presentLine),
    added: lines.filter(({ outcome }) => outcome === 'new').length,
    preview: isPreview,
  }
}

function presentLine({ fileName, gameId, ...line }: ImportedLine): WireLine {
  return { ...line, file_name: fileName, rom_id: gameId }
}
