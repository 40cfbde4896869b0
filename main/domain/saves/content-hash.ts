import { createHash } from 'node:crypto'

/**
 * Number of the rule below, kept with every hash: a change of the rule, its bounds included, is another number, so that
 * hashes of different rules are never compared.
 */
export const contentHashRule = 1

/** Why a file with the look of an archive was hashed as plain bytes. */
export type NotHashedAsZip =
  | 'damaged'
  | 'encrypted'
  | 'unsupported-method'
  | 'ambiguous-name'
  | 'too-many-entries'
  | 'name-too-long'
  | 'too-large'
  | 'ratio-too-high'

export interface ContentHash {
  /** 32 lower-case hex digits; never null, unlike RomM's (design section 6). */
  readonly hash: string
  readonly rule: typeof contentHashRule
  readonly kind: 'raw' | 'zip'
  /** Of an archive that was hashed as plain bytes, why; null of every other content. */
  readonly notZip: NotHashedAsZip | null
  /** All 00 or all FF, an archive without files, or an archive of such files only (design section 7). */
  readonly isBlank: boolean
  /** The files of an archive, sorted by name; empty for plain bytes. */
  readonly entries: readonly ContentEntry[]
}

export interface ContentEntry {
  /** As the archive says; text, never a path. */
  readonly name: string
  /** Bytes, uncompressed. */
  readonly size: number
  /** Of the uncompressed bytes: 32 lower-case hex digits. */
  readonly md5: string
}

/** What an archive may ask of the hub before it is hashed as plain bytes instead (W-68). */
export interface ArchiveLimits {
  readonly entries: number
  /** Bytes of one name as stored. */
  readonly nameBytes: number
  /** Bytes of one file, uncompressed. */
  readonly entryBytes: number
  /** Bytes of all files together, uncompressed. */
  readonly totalBytes: number
  /** Uncompressed to compressed. */
  readonly ratio: number
  /** Bytes, uncompressed, up to which the ratio does not count: an unused memory card shrinks a thousandfold. */
  readonly freeBytes: number
}

export const archiveLimits: ArchiveLimits = {
  entries: 10_000,
  nameBytes: 4_096,
  entryBytes: 1024 ** 3,
  totalBytes: 1024 ** 3,
  ratio: 100,
  freeBytes: 64 * 1024 ** 2,
}

/**
 * The hash of an archive (wire.md 6.9): the MD5 of its lines `<name>:<md5>`, sorted by code point and joined by `\n`.
 * A name that occurs twice gives two equal lines; the caller sees to their content.
 */
export function hashOfEntries(entries: readonly ContentEntry[]): string {
  const lines = entries.map(({ name, md5 }) => `${name}:${md5}`)
  return createHash('md5').update(lines.join('\n'), 'utf8').digest('hex')
}

/** Orders names by code point, as RomM does; JavaScript's own order is by UTF-16 unit, which differs past U+FFFF. */
export function byCodePoint(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one, 'utf8'), Buffer.from(other, 'utf8'))
}

/** The hash of what is hashed as plain bytes. @param notZip why, if it has the look of an archive. */
export function hashOfPlainBytes(
  { md5, isBlank }: { readonly md5: string; readonly isBlank: boolean },
  notZip: NotHashedAsZip | null = null,
): ContentHash {
  return { hash: md5, rule: contentHashRule, kind: 'raw', notZip, isBlank, entries: [] }
}
