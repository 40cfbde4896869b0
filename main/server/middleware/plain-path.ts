import type { Middleware } from '../context'
import { BadRequest } from '../errors'

const longestTarget = 8_192

/**
 * One form for every path: `//` collapsed (some clients join base and path carelessly), one trailing slash dropped (both
 * forms of every path are served, wire.md 1.1). Paths that cannot be decoded are refused here, once.
 */
export const plainPath: Middleware = async (context, next) => {
  if (context.url.length > longestTarget) throw new BadRequest(400, 'The address is too long')
  let decoded: string
  try {
    decoded = decodeURIComponent(context.path)
  } catch {
    throw new BadRequest(400, 'The path is not validly percent-encoded')
  }
  if (/\p{Cc}/u.test(decoded)) throw new BadRequest(400, 'The path holds a control character')
  const collapsed = context.path.replaceAll(/\/{2,}/g, '/')
  context.path = collapsed.length > 1 && collapsed.endsWith('/') ? collapsed.slice(0, -1) : collapsed
  await next()
}
