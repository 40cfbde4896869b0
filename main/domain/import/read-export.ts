import { say } from '../../../shared/sentences/say'
import { exportManifestName } from '../../../shared/api/export'
import { type ExportedFile, exportedFile, exportManifest } from '../../../shared/export-manifest'
import { slugOf } from '../../../shared/platforms'
import { nameProblem } from '../library/file-names'
import type { ByteSource } from '../saves/blob-store'
import { exactName } from '../saves/save-names'
import { type ClaimedFile, unusable } from './import-item'
import { type ImportSource, ImportUnavailable, type SourceFile } from './import-source'

/** Bytes of a description: 20,000 files of it are about 10 MiB. */
const largestManifest = 64 * 1024 * 1024

/** The description of an export; null where there is none. @throws ImportUnavailable for one that cannot be read. */
export function manifestOf({ files }: ImportSource): SourceFile | null {
  return files.find(({ path, isLink }) => path === exportManifestName && !isLink) ?? null
}

/** What the description says each file is. What it does not name is not taken in. @throws ImportUnavailable */
export async function readExport(source: ImportSource, manifest: SourceFile): Promise<ClaimedFile[]> {
  const described = await describedFiles(manifest)
  const byPath = new Map(source.files.map((file) => [file.path, file]))
  byPath.delete(exportManifestName)
  const claimed: ClaimedFile[] = []
  for (const entry of described) {
    const file = byPath.get(entry.path)
    // A path that is described twice is one file.
    byPath.delete(entry.path)
    claimed.push(file ? claimOf(file, entry) : unusable(absent(entry), 'missing'))
  }
  for (const file of byPath.values()) claimed.push(unusable(file, file.isLink ? 'link' : 'not-described'))
  return claimed
}

async function describedFiles(manifest: SourceFile): Promise<ExportedFile[]> {
  if (manifest.sizeBytes > largestManifest) throw unreadable()
  const parsed = exportManifest.safeParse(jsonOf(await textOf(manifest.read())))
  if (!parsed.success) throw unreadable()
  return parsed.data.files.map((file) => {
    const described = exportedFile.safeParse(file)
    if (!described.success) throw unreadable()
    return described.data
  })
}

function unreadable(): ImportUnavailable {
  return new ImportUnavailable(say('import.badManifest', { name: exportManifestName }))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function textOf(source: ByteSource): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of source) pieces.push(piece.slice())
  return Buffer.concat(pieces).toString('utf8')
}

function absent({ path, size_bytes: sizeBytes, arrived_at: modifiedAt }: ExportedFile): SourceFile {
  return {
    path,
    sizeBytes,
    modifiedAt,
    isLink: false,
    read() {
      throw new ImportUnavailable(say('import.notThere', { path }))
    },
  }
}

function claimOf(source: SourceFile, entry: ExportedFile): ClaimedFile {
  if (source.isLink) return unusable(source, 'link')
  const platform = slugOf(entry.platform)
  if (platform === null || nameProblem(entry.game_file_name) !== null || !hasGoodNames(entry)) {
    return unusable(source, 'bad-name')
  }
  return {
    source,
    reason: null,
    personName: entry.person,
    kind: entry.kind,
    key: entry.key,
    fileName: entry.file_name,
    emulator: entry.emulator === '' ? null : entry.emulator,
    note: entry.note,
    at: entry.arrived_at,
    sha256: entry.sha256,
    isHead: entry.is_head,
    game: { fileName: entry.game_file_name, name: entry.game, platforms: [platform], isExact: true },
  }
}

/** As an upload would have to be named: a description is somebody's text. */
function hasGoodNames({ kind, key, file_name: fileName, emulator, note }: ExportedFile): boolean {
  if (emulator !== null && (emulator.length > 50 || /[/\\\p{Cc}]|^\.{1,2}$/u.test(emulator))) return false
  if (/[\0\p{Surrogate}]/u.test(note ?? '')) return false
  if (!isExact(fileName)) return false
  if (kind === 'save') return [...key].length <= 255 && !/\p{Cc}/u.test(key)
  if (kind === 'file') return isExact(key)
  const parts = key.split('/')
  return parts.length <= 2 && parts.every(isExact)
}

function isExact(name: string): boolean {
  try {
    return exactName(name) === name
  } catch {
    return false
  }
}
