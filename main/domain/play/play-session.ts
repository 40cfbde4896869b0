/** One stretch of play. Soft-deleted: what a person took out stays out when its device sends it again. */
export interface PlaySession {
  /** Starts at a random base and is never used again. */
  readonly id: number
  readonly personId: number
  readonly deviceId: string | null
  readonly gameId: number | null
  readonly syncSessionId: number | null
  readonly saveSlot: string | null
  readonly startTime: string
  readonly endTime: string
  /** Milliseconds. */
  readonly durationMs: number
  /** The same for everything that tells of the same stretch; see `identityOf`. */
  readonly identity: string
  readonly createdAt: string
  readonly deletedAt: string | null
}

export type NewPlaySession = Omit<PlaySession, 'id' | 'deletedAt'>

export interface PlaySessionQuery {
  readonly personId: number
  readonly gameId: number | null
  /** Also what entries that were merged into it played. */
  readonly deviceId: string | null
  readonly startAfter: string | null
  readonly endBefore: string | null
  readonly limit: number
  readonly offset: number
}

/** What one device played of one game. */
export interface PlayedOn {
  readonly gameId: number | null
  readonly deviceId: string | null
  readonly deviceName: string | null
  readonly sessions: number
  readonly durationMs: number
  readonly lastPlayed: string
}

export interface PlayedDay {
  /** `YYYY-MM-DD`. */
  readonly date: string
  readonly durationMs: number
}

export interface PlayTimeQuery {
  readonly personId: number
  readonly gameId: number | null
  /** Minutes ahead of UTC of the days that are asked for. */
  readonly utcOffset: number
  /** The first day. */
  readonly since: string
}

export interface PlayReader {
  /** Also one that was taken out. */
  byId(id: number): Promise<PlaySession | null>
  /** Newest start first. */
  list(query: PlaySessionQuery): Promise<PlaySession[]>
  /** What was played longest comes first. */
  played(query: Pick<PlayTimeQuery, 'personId' | 'gameId'>): Promise<PlayedOn[]>
  /** Oldest first, days without play left out. */
  days(query: PlayTimeQuery): Promise<PlayedDay[]>
  /** Those of these identities that are stored, with their ids. */
  stored(identities: readonly string[]): Promise<ReadonlyMap<string, number>>
}

export interface PlayWriter extends PlayReader {
  /** In this order; none may be stored already. */
  insert(sessions: readonly NewPlaySession[]): Promise<void>
  setDeleted(id: number, at: string | null): Promise<void>
}
