/** What saves need to know of a game. */
export interface SaveGame {
  readonly id: number
  readonly platformId: number
  /** The folder name of its platform. */
  readonly platformSlug: string
  readonly name: string
  readonly fileName: string
  readonly fileNameNoExt: string
}

/** The household's games, as far as a person may see them (W-36). */
export interface GameLookup {
  /** Those of `ids` that there are and that the person may see. */
  visible(personId: number, ids: readonly number[]): Promise<ReadonlyMap<number, SaveGame>>
}
