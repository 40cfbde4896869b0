import type { RequestContext } from './context'

/** Aborts when the one who asked no longer waits. */
export function untilGone(context: RequestContext): AbortSignal {
  const abort = new AbortController()
  context.res.once('close', () => abort.abort())
  return abort.signal
}
