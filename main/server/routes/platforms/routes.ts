import type { Router } from '@koa/router'
import type { Platform } from '../../../../shared/api/platforms'
import {
  getConfig,
  getPlatform,
  listFirmware,
  listPlatformIdentifiers,
  listPlatforms,
} from '../../../../shared/api/platforms'
import { platformName } from '../../../../shared/platforms'
import type { PlatformWithCounts } from '../../../domain/library/game'
import { bind } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'

/** clients.md 5.1, 5.2 and 5.8. */
export function platformRoutes(router: Router<RequestState>, { library }: Services): void {
  bind(router, listPlatforms, async () => {
    const platforms = await library.platforms()
    return platforms.map(presentPlatform)
  })

  bind(router, listPlatformIdentifiers, async () => {
    const platforms = await library.platforms()
    return platforms.map(({ id }) => id)
  })

  bind(router, getPlatform, async ({ params }) => presentPlatform(await library.platform(params.id)))

  bind(router, getConfig, () => ({ PLATFORMS_BINDING: {}, PLATFORMS_VERSIONS: {}, EXCLUDED_PLATFORMS: [] }))

  bind(router, listFirmware, () => [])
}

function presentPlatform(platform: PlatformWithCounts): Platform {
  const name = platformName(platform.slug)
  return {
    id: platform.id,
    slug: platform.slug,
    fs_slug: platform.slug,
    name,
    display_name: name,
    custom_name: null,
    rom_count: platform.gameCount,
    fs_size_bytes: platform.sizeBytes,
    url_logo: null,
    firmware: [],
    created_at: platform.createdAt,
    updated_at: platform.updatedAt,
  }
}
