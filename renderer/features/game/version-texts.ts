import type { TFunction } from 'i18next'
import type { VersionChange } from '../../../shared/api/version-contents'
import type { SaveLine, Version } from '../../../shared/api/versions'
import { byteSize } from '../../components/byte-size'
import type { Tone } from '../../components/Pill'
import type { TextKey } from '../../locales/text-key'

/** What people call a line: its slot, or its file. */
export function lineName(line: Pick<SaveLine, 'kind' | 'key'>, t: TFunction): string {
  return line.kind === 'state' ? t('line.state', { key: line.key }) : line.key
}

export const stateLooks: Readonly<
  Record<Exclude<Version['state'], 'past'>, { readonly tone: Tone; readonly text: TextKey }>
> = {
  head: { tone: 'safe', text: 'version.head' },
  held: { tone: 'warn', text: 'version.held' },
  side: { tone: 'calm', text: 'version.side' },
  deleted: { tone: 'calm', text: 'version.deleted' },
}

/** "+4 bytes" */
function growth(bytes: number, locale: string): string {
  const size = byteSize(Math.abs(bytes), locale)
  return bytes > 0 ? `+${size}` : `−${size}`
}

/** What a version changed against the one before it, in a few words; nothing where nobody has looked. */
export function changeText(change: VersionChange | undefined, t: TFunction, locale: string): string | null {
  if (!change) return null
  const grown = change.grown_by === 0 ? null : growth(change.grown_by, locale)
  switch (change.kind) {
    case 'first':
      return t('version.first')
    case 'same':
      return t('version.same')
    case 'bytes': {
      const changed = t('version.bytesChanged', { count: change.changed_bytes ?? 0 })
      return grown === null ? changed : `${changed} (${grown})`
    }
    case 'archive': {
      const parts = (
        [
          ['version.filesChanged', change.changed_files],
          ['version.filesAdded', change.added_files],
          ['version.filesRemoved', change.removed_files],
        ] as const
      ).flatMap(([text, count]) => (count === 0 ? [] : t(text, { count })))
      return parts.length === 0 ? t('version.packedAnew') : parts.join(', ')
    }
    case 'unknown':
      return grown
  }
}
