import type { Config } from './config'
import type { NetworkStatus } from './domain/network/network-status'
import { hubVersion as version } from './version'

/** What is printed when the hub is ready (cli.md). */
export interface ReadyLine {
  readonly event: 'ready'
  readonly url: string
  readonly lan_urls: readonly string[]
  readonly version: string
  readonly pid: number
}

/** Where the hub's own machine finds it. */
export function urlOf(config: Config, port: number): string {
  const host = ['0.0.0.0', '::', 'localhost'].includes(config.host) ? '127.0.0.1' : config.host
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

export function readyLine(config: Config, port: number, network: NetworkStatus): ReadyLine {
  return {
    event: 'ready',
    url: urlOf(config, port),
    lan_urls: network.addresses().map(({ url }) => url),
    version,
    pid: process.pid,
  }
}
