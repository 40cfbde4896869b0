import { net } from 'electron'

/**
 * The server of `npm run dev` that makes the page while it is being written, named by `ROOST_PAGE_URL`. A packaged
 * Roost never looks at the variable.
 *
 * @throws when the variable names anything but a server on this machine
 */
export function developmentServer(env: NodeJS.ProcessEnv, packaged: boolean): URL | null {
  const given = env['ROOST_PAGE_URL']
  if (packaged || given === undefined || given === '') return null
  const server = new URL(given)
  if (server.protocol !== 'http:' || !['localhost', '127.0.0.1', '[::1]'].includes(server.hostname)) {
    throw new Error('ROOST_PAGE_URL must be an http:// address of this machine')
  }
  return server
}

/** Fetches a file of the page from the development server, so that the page keeps its origin and its API. */
export function developmentFile(server: URL, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  return net.fetch(new URL(pathname + search, server).href, { bypassCustomProtocolHandlers: true })
}
