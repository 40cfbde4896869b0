import type { Config } from './config'
import type { Services } from './server/services'
import { hubVersion as version } from './version'

/** What is printed when `GET /api/heartbeat` answers (cli.md). */
export interface ReadyLine {
  readonly event: 'ready'
  readonly url: string
  readonly lan_urls: readonly string[]
  readonly version: string
  readonly pid: number
}

/** Where this machine itself reaches the hub. */
export function urlOf(config: Config, port: number): string {
  const host = ['0.0.0.0', '::', 'localhost'].includes(config.host) ? '127.0.0.1' : config.host
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

export function readyLine(url: string, { network }: Pick<Services, 'network'>): ReadyLine {
  return {
    event: 'ready',
    url,
    lan_urls: network.addresses().map((address) => address.url),
    version,
    pid: process.pid,
  }
}
