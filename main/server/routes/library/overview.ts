import type { Router } from '@koa/router'
import { libraryOverview, type OverviewGame as WireGame } from '../../../../shared/api/library-overview'
import { fold } from '../../../domain/library/file-names'
import type { OverviewGame } from '../../../domain/library/game'
import { bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'

/** Roost's own: the games as people look for them. */
export function overviewRoutes(router: Router<RequestState>, { library, people }: Services): void {
  bind(router, libraryOverview, async ({ query, context }) => {
    const { id: personId } = await people.lookingAt(principalOf(context), query.person)
    const { games, total } = await library.overview({
      personId,
      platformId: query.platform_id ?? null,
      search: query.search.trim() === '' ? null : fold(query.search),
      show: query.show,
      order: query.order,
      limit: query.limit,
      offset: query.offset,
    })
    return { games: games.map(presentGame), total }
  })
}

function presentGame(game: OverviewGame): WireGame {
  return {
    id: game.id,
    name: game.name,
    fs_name: game.fsName,
    platform_id: game.platformId,
    platform_slug: game.slug,
    regions: [...game.regions],
    tags: [...game.tags],
    is_missing: game.missingAt !== null,
    is_named_only: game.origin === 'name',
    saves: game.saves,
    last_arrived_at: game.lastArrivedAt,
  }
}
