import { readFileSync } from 'node:fs'
import { hostname, networkInterfaces } from 'node:os'
import type { Adapters } from '../domain/network/network-status'

/** Milliseconds between two looks; systems tell of changes in ways too different to rely on. */
const interval = 10_000

/** The kernel's IPv4 routing table as text; its columns are Iface, Destination, Gateway, … */
const linuxRoutes = '/proc/net/route'

export const systemAdapters: Adapters = {
  list() {
    return Object.entries(networkInterfaces()).flatMap(([adapter, addresses]) =>
      (addresses ?? []).map(({ address, family, internal }) => ({
        adapter,
        address,
        family,
        isInternal: internal,
      })),
    )
  },

  defaultAdapter() {
    if (process.platform !== 'linux') return null
    try {
      const rows = readFileSync(linuxRoutes, 'utf8')
        .split('\n')
        .slice(1)
        .map((line) => line.split('\t'))
      return rows.find(([, destination]) => destination === '00000000')?.[0] ?? null
    } catch {
      // No such table, or not readable: addresses are then ranked without it.
      return null
    }
  },

  hostName: hostname,

  watch(changed) {
    let seen = JSON.stringify(networkInterfaces())
    const timer = setInterval(() => {
      const now = JSON.stringify(networkInterfaces())
      if (now === seen) return
      seen = now
      changed()
    }, interval).unref()
    return () => clearInterval(timer)
  },
}
