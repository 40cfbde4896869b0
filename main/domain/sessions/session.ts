/** A signed-in browser or linked phone. The cookie's secret is kept as SHA-256 hex only, and rotates. */
export interface Session {
  readonly id: string
  readonly personId: number
  readonly kind: 'browser' | 'phone'
  readonly hash: string
  /** The secret before the last rotation stays good until `previousUntil`, for requests already on their way. */
  readonly previousHash: string | null
  readonly previousUntil: string | null
  readonly userAgent: string | null
  readonly address: string | null
  readonly createdAt: string
  readonly rotatedAt: string
  readonly lastUsedAt: string
  /** When its password was last shown; null for a phone linked without one. */
  readonly confirmedAt: string | null
  readonly expiresAt: string
}

export interface SessionReader {
  /** By current or previous hash. */
  byId(id: string): Promise<Session | null>
  byHash(hash: string): Promise<Session | null>
  list(personId: number): Promise<Session[]>
}

export interface SessionWriter extends SessionReader {
  insert(session: Session): Promise<void>
  update(id: string, change: Partial<Omit<Session, 'id'>>): Promise<void>
  delete(id: string): Promise<void>
  deleteOfPerson(personId: number, except?: { id: string }): Promise<number>
  deleteExpired(at: string): Promise<number>
}
