/** What is said of the hub on the LAN. */
export interface Announcement {
  /** How people tell this hub from another, e.g. "Roost on living-room". */
  readonly instance: string
  /** Without `.local`. */
  readonly hostName: string
  readonly port: number
  /** IPv4 addresses, each said only on the adapter it belongs to: another one cannot be reached there. */
  readonly addresses: readonly string[]
  readonly text: Readonly<Record<string, string>>
}

export interface Announced {
  /** With `.local`: another one than asked for when a neighbour has that already. */
  readonly hostName: string
  /** Says goodbye. */
  stop(): Promise<void>
}

/** Tells the LAN where the hub is (mDNS, RFC 6762, and DNS-SD, RFC 6763). */
export interface Announcer {
  /** @throws Error when no adapter takes part, in words for a person. */
  announce(announcement: Announcement): Promise<Announced>
}
