import { say } from '../../shared/sentences/say'
import { Unavailable } from '../domain/errors'

/** Why a request that outlasts the store gets nothing: the hub stops, and whoever asked can ask again. */
export function closedStore(): Error {
  return new Unavailable(say('health.stopping'))
}
