/** Everything the hub is told from outside, parsed once and frozen (cli.md). */
export interface Config {
  readonly host: string
  readonly port: number
  /** Absolute. */
  readonly dataFolder: string
  readonly libraryFolders: readonly string[]
  readonly admin: { readonly name: string; readonly password: string | null } | null
  readonly allowedHosts: readonly string[]
  readonly trustedProxies: readonly string[]
  readonly mdns: boolean
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug'
}
