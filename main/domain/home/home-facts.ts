/** The version that arrived last and was taken. */
export interface LastSave {
  readonly at: string
  readonly gameId: number
  readonly game: string
  readonly personId: number
  readonly username: string
  readonly deviceId: string | null
  /** Its given name, or its own; null when it has neither. */
  readonly device: string | null
}

export interface HomeFacts {
  readonly games: number
  readonly savedGames: number
  readonly lastSave: LastSave | null
}

export interface HomeReader {
  /** @param personId null for everybody. */
  facts(personId: number | null): Promise<HomeFacts>
}
