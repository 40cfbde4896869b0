import { KnownNames } from '../library/known-names'
import type { LibraryReader } from '../library/library-store'
import type { ClaimedGame } from './import-item'

/** The games of the household by all their names, as they are at one moment. */
export class GameIndex {
  private constructor(private readonly bySlug: ReadonlyMap<string, KnownNames>) {}

  static async of(library: LibraryReader): Promise<GameIndex> {
    const bySlug = new Map<string, KnownNames>()
    for (const { id, slug } of await library.platforms()) {
      bySlug.set(slug, new KnownNames(await library.names(id)))
    }
    return new GameIndex(bySlug)
  }

  /** The games a save can be of: of the platforms that were named, or of any where none was, or none of them has it. */
  find({ fileName, platforms, isExact }: ClaimedGame): number[] {
    const named = this.on(platforms, fileName)
    return named.length > 0 || isExact ? named : this.on([...this.bySlug.keys()], fileName)
  }

  private on(slugs: readonly string[], fileName: string): number[] {
    const found = slugs.map((slug) => this.bySlug.get(slug)?.find(fileName) ?? null)
    return [...new Set(found.filter((id) => id !== null))]
  }
}
