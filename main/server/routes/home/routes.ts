import type { Router } from '@koa/router'
import { getHome } from '../../../../shared/api/home'
import { bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'
import { whoseThings } from '../whose-things'

/** What a person wants to know first. */
export function homeRoutes(router: Router<RequestState>, services: Services): void {
  bind(router, getHome, async ({ query, context }) => {
    const whose = await whoseThings(services, principalOf(context), query.person)
    const { games, savedGames, lastSave } = await services.home.facts(whose)
    return {
      games,
      saved_games: savedGames,
      last_save: lastSave && {
        at: lastSave.at,
        rom_id: lastSave.gameId,
        game: lastSave.game,
        person_id: lastSave.personId,
        username: lastSave.username,
        device_id: lastSave.deviceId,
        device: lastSave.device,
      },
    }
  })
}
