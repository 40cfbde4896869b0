import type { z } from 'zod'
import type { getImport, ImportFile as WireFile, ImportLook as WireLook } from '../../../../shared/api/import'
import { iso } from '../../../domain/clock'
import type { ImportResult } from '../../../domain/import/import-run'
import type { ImportView } from '../../../domain/import/import-service'
import { becomes, type PlannedFile } from '../../../domain/import/plan-import'
import type { NamedGame } from '../../../domain/saves/game-lookup'

type Page = Partial<z.output<typeof getImport.query>>

/** What needs a person comes first. */
const order = ['unmatched', 'differs', 'new', 'here'] as const

const usualPage = 500

export function presentImport(view: ImportView, { outcome, offset = 0, limit = usualPage }: Page): WireLook {
  const { id, kind, name, state, files, problems, jobId, result } = view
  const counts = { new: 0, here: 0, differs: 0, unmatched: 0 }
  for (const file of files) counts[file.outcome] += 1
  const listed = order
    .filter((each) => outcome === undefined || each === outcome)
    .flatMap((each) => [...files.entries()].filter(([, file]) => file.outcome === each))
  return {
    id,
    kind,
    name,
    state,
    expires_at: iso(view.expiresAt),
    counts,
    size_bytes: files.reduce((sum, { claim }) => sum + claim.source.sizeBytes, 0),
    total: listed.length,
    files: listed.slice(offset, offset + limit).map(([place, file]) => presentFile(place, file)),
    problems: [...problems],
    job_id: jobId,
    result: result && presentResult(result),
  }
}

function presentFile(place: number, file: PlannedFile): WireFile {
  const { claim, outcome, head, person, reason } = file
  const isUsable = claim.reason === null
  return {
    file: place,
    path: claim.source.path,
    size_bytes: claim.source.sizeBytes,
    modified_at: claim.at,
    kind: isUsable ? claim.kind : null,
    key: isUsable ? claim.key : null,
    outcome,
    becomes: becomes(file),
    can_be_head: file.canBeHead,
    is_blank: file.isBlank,
    game: gameOf(file),
    person,
    reason,
    candidates: file.candidates.map(presentGame),
    head: head && { version_id: head.id, size_bytes: head.sizeBytes, updated_at: head.updatedAt },
  }
}

function gameOf({ game, mayAddGame, claim }: PlannedFile): WireFile['game'] {
  if (game) return presentGame(game)
  if (!mayAddGame) return null
  return { rom_id: null, name: claim.game.name, platform: claim.game.platforms[0] ?? '' }
}

function presentGame({ id, name, platformSlug }: NamedGame) {
  return { rom_id: id, name, platform: platformSlug }
}

function presentResult(result: ImportResult): NonNullable<WireLook['result']> {
  return {
    became_head: result.becameHead,
    kept_beside: result.keptBeside,
    already_here: result.alreadyHere,
    left_out: result.leftOut,
    failed: result.failed,
    games_added: result.gamesAdded,
    heads: [...result.heads].map(([person_id, versions]) => ({ person_id, versions: [...versions] })),
  }
}
