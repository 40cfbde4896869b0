import type { Collection } from '../domain/pairing/token-collection'
import type { RequestContext } from './context'

/** Lets the pairing know whether the whole answer left the hub (design section 5). */
export function watchDelivery(context: RequestContext, collection: Collection): void {
  const note = async (isWhole: boolean) => {
    try {
      await collection.sent(isWhole)
    } catch (error) {
      context.state.log.error({ err: error }, 'the outcome of a token delivery could not be noted')
    }
  }
  const { res: response } = context
  // A client that went away before the answer was begun has closed the response already: no second 'close' comes.
  if (response.destroyed) void note(false)
  else response.once('close', () => void note(response.writableFinished))
}
