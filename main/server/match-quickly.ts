import type { Router } from '@koa/router'
import type { RequestState } from './context'

type Layer = Router<RequestState>['stack'][number]

/** The first two segments of a path, by which almost all routes differ: `/api/saves/7` begins with `/api/saves`. */
function startOf(path: string): string {
  return path.split('/', 3).join('/')
}

/**
 * Lets a router that has all its routes try only those that begin as the path does: there are far more than a hundred,
 * each with a pattern of its own.
 * @throws Error for a route that does not begin with two fixed words.
 */
export function matchQuickly(router: Router<RequestState>): void {
  const byStart = new Map<string, Layer[]>()
  for (const layer of router.stack) {
    const start = startOf(String(layer.path))
    if (/[:{*]/.test(start)) throw new Error(`No fixed words begin the route ${String(layer.path)}`)
    byStart.set(start, [...(byStart.get(start) ?? []), layer])
  }
  router.match = (path, method) => {
    const matching = (byStart.get(startOf(path)) ?? []).filter((layer) => layer.match(path))
    const able = matching.filter(({ methods }) => methods.length === 0 || methods.includes(method))
    return { path: matching, pathAndMethod: able, route: able.some(({ methods }) => methods.length > 0) }
  }
}
