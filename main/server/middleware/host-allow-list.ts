import { isIP } from 'node:net'
import type { AllowedHosts } from '../../domain/network/allowed-hosts'
import type { Middleware } from '../context'
import { BadRequest } from '../errors'

/** Endings that home routers give the machines of a house. */
const homeSuffixes = ['lan', 'home', 'home.arpa', 'fritz.box', 'internal']

const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/

/** Splits `name:port` and `[v6]:port`; null for anything else. */
function nameOf(host: string): string | null {
  const bracketed = /^\[([0-9a-f:.]+)\](?::\d{1,5})?$/i.exec(host)
  if (bracketed?.[1]) return isIP(bracketed[1]) === 6 ? bracketed[1] : null
  return /^([^:/\s]+?)\.?(?::\d{1,5})?$/.exec(host)?.[1]?.toLowerCase() ?? null
}

/**
 * Answers only to names that can only mean this machine or a machine of this house, so that a page of the internet
 * cannot reach the hub by a name it points here (DNS rebinding; design section 9).
 */
export function isAllowedHost(host: string, hostName: string, allowed: readonly string[]): boolean {
  const name = nameOf(host)
  if (name === null) return false
  if (isIP(name) !== 0 || allowed.includes(name)) return true
  const labels = name.split('.')
  if (!labels.every((part) => label.test(part))) return false
  // The last label of an IP-like name (1.2.3.4.5, 0x7f.1) is a number: no such top-level domain exists.
  if (/^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '')) return false
  const own = hostName.toLowerCase().split('.')[0] ?? ''
  return (
    labels.length === 1 ||
    (labels.length === 2 && labels[1] === 'local') ||
    homeSuffixes.some((suffix) => name === `${own}.${suffix}`)
  )
}

export function hostAllowList(hostName: string, hosts: Pick<AllowedHosts, 'names' | 'refused'>): Middleware {
  return async (context, next) => {
    const { host } = context.state
    const sent = context.req.rawHeaders.filter(
      (text, index) => index % 2 === 0 && text.toLowerCase() === 'host',
    )
    if (sent.length !== 1 || !isAllowedHost(host, hostName, hosts.names)) {
      hosts.refused(nameOf(host) ?? '')
      throw new BadRequest(
        421,
        'Roost does not answer to this name. Use its IP address, or allow the name in Roost, on the page Network.',
      )
    }
    await next()
  }
}
