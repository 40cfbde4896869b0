import type { Router } from '@koa/router'
import { emptyBin, listBin, restoreFromBin } from '../../../../shared/api/bin'
import { actorOf } from '../../actor'
import { bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'
import { presentJob } from '../present-job'
import { whoseThings } from '../whose-things'
import { presentVersion } from '../versions/presenter'

/** The recycle bin (own.md). */
export function binRoutes(router: Router<RequestState>, { versions, people, pruning }: Services): void {
  bind(router, listBin, async ({ query, context }) => {
    const { id } = await people.lookingAt(principalOf(context), query.person)
    const binned = await versions.bin(id, query.limit)
    const names = await versions.gameNames(binned.map(({ line }) => line.gameId))
    return binned.map((found) => ({
      ...presentVersion(found),
      rom_id: found.line.gameId,
      rom_name: names.get(found.line.gameId) ?? '',
      kind: found.line.kind,
      key: found.line.key,
      deleted_at: found.version.deletedAt ?? found.version.updatedAt,
    }))
  })

  bind(router, restoreFromBin, async ({ query, body, context }) => {
    const { id } = await people.actingFor(principalOf(context), query.person)
    return (await versions.unbin(id, body.versions, actorOf(context))).map(presentVersion)
  })

  bind(router, emptyBin, async ({ query, context }) => {
    const whose = await whoseThings({ people }, principalOf(context), query.person)
    const emptied = await pruning.emptyBin(whose)
    return {
      versions: emptied.versions,
      size_bytes: emptied.sizeBytes,
      kept_pinned: emptied.keptPinned,
      job: emptied.job && presentJob(emptied.job),
    }
  })
}
