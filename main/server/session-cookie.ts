import { sessionLifetime } from '../domain/sessions/session-service'
import type { RequestContext } from './context'

/** The cookie of signed-in browsers (design section 4): out of reach of scripts, and of other sites. */
export class SessionCookie {
  readonly name: string

  constructor(hubId: string) {
    this.name = `roost_session_${hubId}`
  }

  read(context: RequestContext): string | null {
    const secret = context.cookies.get(this.name)
    return secret !== undefined && /^[0-9a-f]{64}$/.test(secret) ? secret : null
  }

  write(context: RequestContext, secret: string): void {
    this.set(context, secret, sessionLifetime)
  }

  clear(context: RequestContext): void {
    this.set(context, '', 0)
  }

  private set(context: RequestContext, value: string, lifetime: number): void {
    const attributes = [
      `${this.name}=${value}`,
      'Path=/',
      'HttpOnly',
      'SameSite=Strict',
      `Max-Age=${Math.floor(lifetime / 1000)}`,
      ...(context.state.isSecure ? ['Secure'] : []),
    ]
    context.append('Set-Cookie', attributes.join('; '))
  }
}
