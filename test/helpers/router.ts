import { Router } from '@koa/router'
import { vi } from 'vitest'
import { startTestHub, type TestHub, type TestHubOptions } from './hub'

/** A hub together with the router it answers by: what it really serves, however it was put there. */
export async function startHubWithRouter(
  options: TestHubOptions = {},
): Promise<{ hub: TestHub; router: Router }> {
  const registering = vi.spyOn(Router.prototype, 'register')
  const hub = await startTestHub(options)
  const [router] = registering.mock.contexts
  registering.mockRestore()
  if (!(router instanceof Router)) throw new Error('The hub has no router')
  return { hub, router }
}

/** `GET /api/users/{id}` for every route, sorted. */
export function routesOf(router: Router): string[] {
  return router.stack
    .flatMap(({ methods, path }) =>
      methods
        .filter((method) => method !== 'HEAD')
        .map((method) => `${method} ${String(path).replaceAll(/:(\w+)/g, '{$1}')}`),
    )
    .sort()
}
