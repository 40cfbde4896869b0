/** How much of something is kept (shared/api/storage.ts). */
export interface StoredSizes {
  readonly saves: number
  readonly states: number
  readonly versions: number
  readonly contents: number
  /** Bytes. */
  readonly sizeBytes: number
  readonly bin: { readonly versions: number; readonly sizeBytes: number }
  readonly held: { readonly versions: number; readonly sizeBytes: number }
  readonly pruned: number
}

export interface StoredFacts {
  readonly total: StoredSizes
  /** Only people and platforms of whom something is kept. */
  readonly people: readonly { readonly personId: number; readonly sizes: StoredSizes }[]
  readonly platforms: readonly {
    readonly platformId: number
    readonly slug: string
    readonly sizes: StoredSizes
  }[]
  readonly lastArrivedAt: string | null
}

export interface StorageReader {
  /** @param personId null for everybody's. */
  sizes(personId: number | null): Promise<StoredFacts>
  /** When the newest version arrived. @param personId null for everybody's. */
  lastArrivedAt(personId: number | null): Promise<string | null>
  /** Bytes. */
  databaseSize(): Promise<number>
}
