import type { Router } from '@koa/router'
import { cancelJob, getJob, listJobs } from '../../../../shared/api/jobs'
import {
  addGames,
  addLibraryFolder,
  changeLibraryFolder,
  hashLibrary,
  importCard,
  importGames,
  type ImportedLine as WireLine,
  type LibraryFolder as WireFolder,
  type LibraryGroup as WireGroup,
  type LibraryLook as WireLook,
  listLibraryFolders,
  lookAtFolder,
  removeLibraryFolder,
  scanLibrary,
} from '../../../../shared/api/library'
import type { FolderWithProblem } from '../../../domain/library/library-folders'
import { groupLines, type Look, type LookGroup } from '../../../domain/library/library-look'
import type { ImportedLine } from '../../../domain/library/name-lines'
import { readChoices } from '../../../domain/library/platform-choice'
import { bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'
import { untilGone } from '../../until-gone'
import { presentJob } from '../present-job'

/** Roost's own: where games come from (design section 8). */
export function libraryRoutes(router: Router<RequestState>, services: Services): void {
  const { libraryFolders: folders, importGames: names, libraryLook: look, jobs } = services

  bind(router, listLibraryFolders, async () => (await folders.list()).map(presentFolder))

  bind(router, addLibraryFolder, async ({ body }) => {
    const { folder, job } = await folders.add(body.path, body.platforms)
    return { folder: presentFolder(folder), job: presentJob(job) }
  })

  bind(router, changeLibraryFolder, async ({ params, body }) => {
    const { folder, job } = await folders.choose(params.id, body.platforms)
    return { folder: presentFolder(folder), job: presentJob(job) }
  })

  bind(router, lookAtFolder, async ({ body, context }) => {
    const signal = untilGone(context)
    const seen =
      body.as === 'folder'
        ? await look.folder(body.path, body.platforms ?? null, signal)
        : await look.card(body.path, body.platforms ?? {}, signal)
    return presentLook(seen)
  })

  bind(router, importCard, async ({ body }) => presentLook(await look.takeCard(body.path, body.platforms)))

  bind(router, removeLibraryFolder, async ({ params }) => {
    await folders.remove(params.id)
    return undefined
  })

  bind(router, scanLibrary, () => presentJob(folders.scan()))

  bind(router, hashLibrary, () => presentJob(folders.hash()))

  bind(router, addGames, async ({ body }) => {
    const request = { lines: body.names, platform: body.platform, choices: {}, mayBePaths: false }
    return presentImport(await names.store(request), false)
  })

  bind(router, importGames, async ({ body }) => {
    const request = {
      lines: body.names,
      platform: body.platform ?? null,
      choices: readChoices(body.platforms),
      mayBePaths: true,
    }
    const lines = await (body.preview ? names.preview(request) : names.store(request))
    return presentImport(lines, body.preview)
  })

  bind(router, listJobs, ({ context }) => jobs.list(principalOf(context).person).map(presentJob))

  bind(router, getJob, ({ params, context }) => presentJob(jobs.get(params.id, principalOf(context).person)))

  bind(router, cancelJob, async ({ params }) => presentJob(await jobs.cancel(params.id)))
}

function presentFolder(folder: FolderWithProblem): WireFolder {
  return {
    id: folder.id,
    path: folder.path,
    platforms: folder.platforms,
    watched: folder.isWatched,
    game_count: folder.gameCount,
    missing_count: folder.missingCount,
    scanned_at: folder.scannedAt,
    problem: folder.problem,
    created_at: folder.createdAt,
  }
}

function presentLook({ groups, problems, ...look }: Look): WireLook {
  return { ...look, groups: groups.map(presentGroup), problems: [...problems] }
}

function presentGroup({ isLeftOut, examples, reasons, ...group }: LookGroup): WireGroup {
  return { ...group, left_out: isLeftOut, examples: [...examples], reasons: [...reasons] }
}

function presentImport(lines: readonly ImportedLine[], isPreview: boolean) {
  return {
    lines: lines.map(presentLine),
    groups: groupLines(lines).map(presentGroup),
    added: lines.filter(({ outcome }) => outcome === 'new').length,
    preview: isPreview,
  }
}

function presentLine({ fileName, gameId, ...line }: ImportedLine): WireLine {
  return { ...line, file_name: fileName, rom_id: gameId }
}
