/** What a firewall of this machine does to the hub's port. */
export interface FirewallState {
  /** As its makers write it, e.g. `ufw`. */
  readonly product: string
  /** `open` also when it is switched off; `unknown` when only an administrator may look. */
  readonly port: 'open' | 'closed' | 'unknown'
  /** What lets the port in, for a person to read and run; null when nothing is to be done. */
  readonly command: string | null
}

/** Looks at the firewalls of this machine, and never changes them. */
export interface Firewalls {
  /** Those that are there, in no order. Never rejects: one that does not answer is `unknown`. */
  look(port: number): Promise<readonly FirewallState[]>
}
