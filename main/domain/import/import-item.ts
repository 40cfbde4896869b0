import type { importReasons } from '../../../shared/api/import'
import type { LineKind } from '../saves/save-line'
import type { SourceFile } from './import-source'

export type ImportReason = (typeof importReasons)[number]

/** What a file of an import says it is, before it is compared with what the hub has. */
export interface ClaimedFile {
  readonly source: SourceFile
  /** Why it is none that can be taken in; the rest says nothing then. */
  readonly reason: ImportReason | null
  /** Null where the import does not say whose it is. */
  readonly personName: string | null
  readonly kind: LineKind
  /** The slot, or the exact name. */
  readonly key: string
  readonly fileName: string
  readonly emulator: string | null
  readonly note: string | null
  /** When it was written, or had arrived at another hub. */
  readonly at: string | null
  /** What a description says its content is. */
  readonly sha256: string | null
  /** Whether it is the current one of its line, where that is said. */
  readonly isHead: boolean | null
  readonly game: ClaimedGame
}

export interface ClaimedGame {
  /** As the file of the game is called; of the save's own name otherwise. */
  readonly fileName: string
  readonly name: string
  /** Slugs it can be of; empty when nothing says. */
  readonly platforms: readonly string[]
  /** Whether platform and file name are known well enough to add it. */
  readonly isExact: boolean
}

/** What nothing can be made of. */
export function unusable(source: SourceFile, reason: ImportReason): ClaimedFile {
  return {
    source,
    reason,
    personName: null,
    kind: 'file',
    key: '',
    fileName: '',
    emulator: null,
    note: null,
    at: source.modifiedAt,
    sha256: null,
    isHead: null,
    game: { fileName: '', name: '', platforms: [], isExact: false },
  }
}
