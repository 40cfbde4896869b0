import type { ArchivedFile } from './archive-listing'

/** A stretch of bytes in which two contents differ. */
export interface DifferentRow {
  /** Where it begins, a multiple of the row's length. */
  readonly offset: number
  readonly was: Uint8Array
  readonly is: Uint8Array
}

export interface ByteDifferences {
  /** Bytes that differ, those counted that only one side has. */
  readonly changed: number
  /** The first of them. */
  readonly rows: readonly DifferentRow[]
  readonly rowCount: number
}

/**
 * Compares two contents place by place.
 * @param limits `row` bytes make a row, of which at most `rows` are returned.
 */
export function byteDifferences(
  was: Uint8Array,
  is: Uint8Array,
  limits: { readonly row: number; readonly rows: number },
): ByteDifferences {
  const rows: DifferentRow[] = []
  const length = Math.max(was.length, is.length)
  let changed = 0
  let rowCount = 0
  for (let offset = 0; offset < length; offset += limits.row) {
    const before = changed
    const end = Math.min(offset + limits.row, length)
    for (let place = offset; place < end; place += 1) if (was[place] !== is[place]) changed += 1
    if (changed === before) continue
    rowCount += 1
    if (rows.length < limits.rows) {
      rows.push({ offset, was: was.slice(offset, end), is: is.slice(offset, end) })
    }
  }
  return { changed, rows, rowCount }
}

export interface FileDifference {
  readonly name: string
  readonly change: 'added' | 'removed' | 'changed'
  readonly sizeBytes: number | null
  readonly wasBytes: number | null
}

export interface FileDifferences {
  readonly files: readonly FileDifference[]
  readonly same: number
}

/** Compares two archives by what their directories say. Of files of one name the last one counts (wire.md 6.9). */
export function fileDifferences(was: readonly ArchivedFile[], is: readonly ArchivedFile[]): FileDifferences {
  const before = new Map(was.map((file) => [file.name, file]))
  const after = new Map(is.map((file) => [file.name, file]))
  const files: FileDifference[] = []
  let same = 0
  for (const [name, { sizeBytes, crc }] of after) {
    const former = before.get(name)
    if (!former) files.push({ name, change: 'added', sizeBytes, wasBytes: null })
    else if (former.crc === crc && former.sizeBytes === sizeBytes) same += 1
    else files.push({ name, change: 'changed', sizeBytes, wasBytes: former.sizeBytes })
  }
  for (const [name, { sizeBytes }] of before) {
    if (!after.has(name)) files.push({ name, change: 'removed', sizeBytes: null, wasBytes: sizeBytes })
  }
  return { files, same }
}
