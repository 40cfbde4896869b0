import type { Middleware } from '../context'

/** What is not the page is never a document (design section 9): under app:// any document would be the owner. */
const dataPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'"

/** On every answer, refusals too. There is no CORS: other origins get nothing to read. */
export const securityHeaders: Middleware = async (context, next) => {
  context.set({
    'Content-Security-Policy': dataPolicy,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    'Cache-Control': 'no-store',
  })
  await next()
}
