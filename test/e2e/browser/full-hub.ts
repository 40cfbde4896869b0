import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fillHousehold, type Places } from '../../gallery/full-household'
import { type HeadlessHub, startHub } from './start-hub'

export interface FullHub extends HeadlessHub {
  readonly places: Places
}

/** A hub with something on every screen, and where that is; its games lie in a folder that goes with it. */
export async function startFullHub(): Promise<FullHub> {
  const hub = await startHub()
  const folder = await mkdtemp(join(tmpdir(), 'roost-full-'))
  return {
    ...hub,
    places: await fillHousehold(hub, folder),
    async stop() {
      await hub.stop()
      await rm(folder, { recursive: true })
    },
  }
}
