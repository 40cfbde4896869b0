import { TLSSocket } from 'node:tls'
import proxyAddress from 'proxy-addr'
import type { Middleware } from '../context'
import { windowAddress, isWindowRequest } from '../window-channel'

function first(value: string | string[] | undefined): string | undefined {
  const text = Array.isArray(value) ? value[0] : value
  return text?.split(',')[0]?.trim() || undefined
}

/**
 * Whose request it is and for which host: the socket's own words, and `X-Forwarded-*` only from a proxy that was named
 * trusted (W-22).
 */
export function clientAddress(trustedProxies: readonly string[]): Middleware {
  const trusts = proxyAddress.compile([...trustedProxies])
  return async (context, next) => {
    const { req: request, state } = context
    const peer = request.socket.remoteAddress ?? ''
    const isBehindProxy = trustedProxies.length > 0 && trusts(peer, 0)
    const forwarded = (name: string) => (isBehindProxy ? first(request.headers[name]) : undefined)
    state.address = isWindowRequest(request)
      ? windowAddress
      : plain(isBehindProxy ? proxyAddress(request, trusts) : peer)
    state.host = forwarded('x-forwarded-host') ?? request.headers.host ?? ''
    state.isSecure = isBehindProxy
      ? forwarded('x-forwarded-proto') === 'https'
      : request.socket instanceof TLSSocket
    await next()
  }
}

/** An IPv4 peer of a dual-stack socket reads `::ffff:192.0.2.1`. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}
