import type { Router } from '@koa/router'
import { getHealth } from '../../../../shared/api/health'
import { heartbeat, wireVersion } from '../../../../shared/api/heartbeat'
import { iso } from '../../../domain/clock'
import { networkParts } from '../../../domain/health/network-parts'
import { isOwnerPresent, isPerson } from '../../../domain/identity/principal'
import { bind } from '../../bind'
import type { RequestState } from '../../context'
import type { ServerSettings, Services } from '../../services'
import { presentDisk } from '../storage/presenter'

/** Metadata sources RomM may have; Roost asks none of them. */
const sources = [
  'ANY_SOURCE_ENABLED',
  'IGDB_API_ENABLED',
  'SS_API_ENABLED',
  'SS_DEV_CREDENTIALS_SET',
  'MOBY_API_ENABLED',
  'STEAMGRIDDB_API_ENABLED',
  'RA_API_ENABLED',
  'LAUNCHBOX_API_ENABLED',
  'HASHEOUS_API_ENABLED',
  'PLAYMATCH_API_ENABLED',
  'TGDB_API_ENABLED',
  'FLASHPOINT_API_ENABLED',
  'HLTB_API_ENABLED',
  'LIBRETRO_API_ENABLED',
]

/** wire.md section 16, and own.md's health. */
export function systemRoutes(
  router: Router<RequestState>,
  services: Services,
  settings: ServerSettings,
): void {
  bind(router, heartbeat, () => ({
    SYSTEM: { VERSION: wireVersion, SHOW_SETUP_WIZARD: false },
    METADATA_SOURCES: Object.fromEntries(sources.map((source) => [source, false])),
    FILESYSTEM: { FS_PLATFORMS: [] },
    EMULATION: { DISABLE_EMULATOR_JS: true, DISABLE_RUFFLE_RS: true },
    FRONTEND: { DISABLE_USERPASS_LOGIN: false, DISABLE_LOGS_VIEWER: true, YOUTUBE_BASE_URL: '' },
    OIDC: { ENABLED: false, AUTOLOGIN: false, PROVIDER: '', RP_INITIATED_LOGOUT: false },
    TASKS: {},
    ROOST: { NAME: 'Roost' as const, VERSION: settings.version },
  }))

  bind(router, getHealth, async ({ context }) => {
    const { health } = services
    const answer = async () => ({
      status: (await health.isWell()) ? ('ok' as const) : ('degraded' as const),
      version: settings.version,
    })
    const principal = await context.state.identify()
    if (!principal || !isPerson(principal)) return answer()
    const { network } = services
    const lastPacket = network.lastLanPacketAt
    const { disk, database, backup, clock } = await health.report()
    return {
      ...(await answer()),
      listening: network.isListening,
      addresses: network.addresses(),
      last_lan_packet_at: lastPacket === null ? null : iso(lastPacket),
      ...networkParts(network, services.networkWatch.announcement),
      disk: { ...disk.part, ...presentDisk(disk.state) },
      database,
      backup: isOwnerPresent(principal) ? backup : { ...backup, problem: null },
      clock,
    }
  })
}
