import { say } from '../../../shared/sentences/say'
import { listSeparator } from '../../../shared/sentences/understand'
import type { Sha256 } from '../saves/blob-store'

/** One thing that a content is, in a person's terms. */
export interface ContentUse {
  readonly kind: 'save' | 'file' | 'state' | 'picture'
  readonly gameName: string
  /** Slug. */
  readonly platform: string
  readonly personName: string
  readonly arrivedAt: string
}

/** The contents that rows name, and whose bytes must therefore be there. */
export interface ContentReader {
  /** In ascending order, those after this one. */
  named(after: Sha256, limit: number): Promise<Sha256[]>
  /** Of every version there is a row of. */
  versionIds(): Promise<ReadonlySet<number>>
  totals(): Promise<{ readonly contents: number; readonly sizeBytes: number }>
  /** What a content is, newest first; nothing for one that no row names. */
  uses(sha256: Sha256, limit: number): Promise<ContentUse[]>
}

const page = 5_000
const shownUses = 3

/** Every content that a row names, in ascending order. */
export async function* namedContents(contents: ContentReader): AsyncGenerator<Sha256> {
  let last = ''
  for (;;) {
    const names = await contents.named(last, page)
    yield* names
    const [end] = names.slice(-1)
    if (end === undefined) return
    last = end
  }
}

/** What a content is, in words for a person: game, platform, person and moment of up to three versions. */
export async function inWords(contents: ContentReader, sha256: Sha256): Promise<string> {
  const uses = await contents.uses(sha256, shownUses + 1)
  if (uses.length === 0) return say('content.unused', { content: sha256.slice(0, 12) })
  const words = uses.slice(0, shownUses).map((use) => {
    const what = use.kind === 'picture' || use.kind === 'state' ? use.kind : 'save'
    const { gameName: game, platform, personName: person } = use
    return say(`content.${what}`, { game, platform, person, time: shown(use.arrivedAt) })
  })
  return [...words, ...(uses.length > shownUses ? [say('content.more')] : [])].join(listSeparator)
}

function shown(moment: string): string {
  return `${moment.slice(0, 10)} ${moment.slice(11, 16)} UTC`
}
