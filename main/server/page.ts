import { send } from '@koa/send'
import { existsSync } from 'node:fs'
import { extname } from 'node:path'
import { pagePolicy } from '../../shared/page-policy'
import type { Middleware } from './context'
import { BadRequest } from './errors'

/** Files whose name holds a hash of their content (Vite's assets folder). */
const isHashed = (path: string) => path.startsWith('/assets/')

/** What programs ask: RomM's and Roost's own API, and the standard OAuth door. */
const isApi = /^\/(?:api|oauth|\.well-known|openapi\.json)(?:\/|$)/

/**
 * The built page. Paths without an extension are the page's own routes and get index.html; the API never falls through
 * to it.
 */
export function page(folder: string): Middleware {
  return async (context, next) => {
    const { path } = context
    if (isApi.test(path)) return next()
    if (context.method !== 'GET' && context.method !== 'HEAD') {
      throw new BadRequest(405, 'Method Not Allowed', { Allow: 'GET, HEAD' })
    }
    const file = extname(path) === '' ? '/index.html' : path
    if (!existsSync(folder)) throw new BadRequest(404, 'The page of this hub is not built')
    await send(context, file, {
      root: folder,
      maxAge: isHashed(file) ? 365 * 86_400_000 : 0,
      immutable: isHashed(file),
      hidden: false,
      setHeaders: (response) => {
        response.setHeader('Content-Security-Policy', pagePolicy)
        response.setHeader(
          'Cache-Control',
          isHashed(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
        )
      },
    }).catch((error: unknown) => {
      throw isNotThere(error) ? new BadRequest(404, 'Not Found') : error
    })
    return undefined
  }
}

/** Nor is what leads out of the folder (400, 403): there is no such file of the page. */
function isNotThere(error: unknown): boolean {
  return error instanceof Error && 'status' in error && [400, 403, 404].includes(Number(error.status))
}
