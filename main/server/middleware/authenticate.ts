import type { Principal } from '../../domain/identity/principal'
import type { Middleware, RequestContext } from '../context'
import type { Services } from '../services'
import type { SessionCookie } from '../session-cookie'
import { isWindowRequest } from '../window-channel'

/**
 * Lets a route find out who asks, before anything of the body is read (W-15). An explicit header wins over a cookie
 * (W-24); a credential that is not good makes the request anonymous, whatever is wrong with it; open routes never look
 * (W-14).
 */
export function authenticate(services: Services, cookie: SessionCookie): Middleware {
  return async (context, next) => {
    let found: Promise<Principal | null> | null = null
    const now = () => identify(context, services, cookie)
    context.state.principal = null
    context.state.identify = (again) => {
      found = again && found ? found.then((before) => identifyAgain(before, services, now)) : (found ?? now())
      return found
    }
    await next()
  }
}

/** A browser is known by its session then: the secret in its cookie may have been replaced meanwhile. */
async function identifyAgain(
  before: Principal | null,
  { sessions, authenticator }: Services,
  identifyNow: () => Promise<Principal | null>,
): Promise<Principal | null> {
  if (!before?.sessionId) return identifyNow()
  const session = await sessions.living(before.sessionId)
  return session && authenticator.session(session)
}

async function identify(
  context: RequestContext,
  services: Services,
  cookie: SessionCookie,
): Promise<Principal | null> {
  if (isWindowRequest(context.req)) return services.authenticator.window()
  const header = context.req.headers.authorization
  if (header !== undefined) return fromHeader(header, context, services)
  const secret = cookie.read(context)
  if (secret === null) return null
  const resolved = await services.sessions.resolve(secret)
  if (!resolved) {
    cookie.clear(context)
    return null
  }
  if (resolved.renewedSecret !== null) cookie.write(context, resolved.renewedSecret)
  return services.authenticator.session(resolved.session)
}

async function fromHeader(
  header: string,
  context: RequestContext,
  services: Services,
): Promise<Principal | null> {
  const { authenticator } = services
  const credential = credentialOf(header)
  if (!credential) return null
  const { scheme, value } = credential
  switch (scheme) {
    case 'bearer':
      return authenticator.bearer(value, context.state.address)
    case 'basic': {
      const pair = readBasic(value)
      return pair && authenticator.basic(pair.username, pair.password, context.state.address)
    }
    default:
      return null
  }
}

/** A header that is not exactly two words is no credential (wire.md 2.3). */
function credentialOf(header: string): { scheme: string; value: string } | null {
  const [scheme, value, ...rest] = header.trim().split(/ +/)
  return scheme && value && rest.length === 0 ? { scheme: scheme.toLowerCase(), value } : null
}

/** The token of a request that came with a Bearer credential, good or not. */
export function bearerOf(context: RequestContext): string | null {
  if (isWindowRequest(context.req)) return null
  const credential = credentialOf(context.req.headers.authorization ?? '')
  return credential?.scheme === 'bearer' ? credential.value : null
}

/** Whether the request shows its credential as Basic: a password, or a client token in its place. */
export function isBasic(context: RequestContext): boolean {
  return credentialOf(context.req.headers.authorization ?? '')?.scheme === 'basic'
}

/** The two halves of a Basic value (RFC 7617); null if it cannot be decoded. */
export function readBasic(value: string): { username: string; password: string } | null {
  if (value.length > 4_096 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(value)) return null
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'base64'))
  } catch {
    return null
  }
  const colon = text.indexOf(':')
  return colon < 1 ? null : { username: text.slice(0, colon), password: text.slice(colon + 1) }
}
