import type { CloneWatch } from '../../domain/devices/clone-watch'
import type { Middleware } from '../context'

/** Tells the watch from where each bound token is used; a failure of it is no failure of the request. */
export function watchClones(clones: CloneWatch): Middleware {
  return async (context, next) => {
    await next()
    const { address, log, principal } = context.state
    if (!principal?.deviceId) return
    try {
      await clones.saw(principal.deviceId, address)
    } catch (error) {
      log.error({ err: error }, 'a copied card could not be noted')
    }
  }
}
