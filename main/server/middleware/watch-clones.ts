import type { CloneWatch } from '../../domain/devices/clone-watch'
import type { Middleware, RequestContext } from '../context'

/** Tells the watch from where each bound token is used, also where what it asked for was refused. */
export function watchClones(clones: CloneWatch): Middleware {
  return async (context, next) => {
    try {
      await next()
    } finally {
      await note(clones, context)
    }
  }
}

/** A failure of the watch is no failure of the request. */
async function note(clones: CloneWatch, { state }: RequestContext): Promise<void> {
  if (!state.principal?.deviceId) return
  try {
    await clones.saw(state.principal.deviceId, state.address)
  } catch (error) {
    state.log.error({ err: error }, 'a copied card could not be noted')
  }
}
