import { exportManifestName } from '../../../shared/api/export'
import { partsOf } from '../library/file-names'
import { splitName } from '../saves/save-names'
import { PortablePaths } from './portable-names'
import type { ExportedVersion } from './stored-sizes'

/** A version, and the place it has in an export. */
export interface PlannedExport {
  /** Inside the export, with `/`: names that every system takes, none of them twice. */
  readonly path: string
  readonly version: ExportedVersion
}

/** `<person>/<platform>/<game>/<slot>/<file>`; earlier ones in `history`, under the moment they arrived. */
export function planExport(versions: readonly ExportedVersion[]): PlannedExport[] {
  const paths = new PortablePaths()
  paths.file('', exportManifestName)
  return versions.map((version) => {
    const person = paths.folder('', version.username, String(version.personId))
    const platform = paths.folder(person, version.platform, version.platform)
    const { stem } = partsOf(version.gameFileName, version.isFolder)
    const game = paths.folder(platform, stem, String(version.gameId))
    const place = paths.folder(
      game,
      placeOf(version),
      `${version.kind} ${version.kind === 'save' ? version.key : ''}`,
    )
    if (version.isHead) return { path: paths.file(place, headName(version, stem)), version }
    const past = paths.folder(place, 'history', 'history')
    const moment = version.arrivedAt.slice(0, 19).replaceAll(':', '-').replace('T', '_')
    return { path: paths.file(past, `${moment} ${version.fileName}`), version }
  })
}

function placeOf({ kind, key }: ExportedVersion): string {
  if (kind === 'save') return key
  return kind === 'state' ? 'states' : 'files'
}

/** In a slot the name an emulator looks for; others keep the name their program gave them. */
function headName({ kind, fileName }: ExportedVersion, stem: string): string {
  return kind === 'save' ? `${stem}${splitName(fileName).ending}` : fileName
}

/** What the description says of a file. */
export function describedFile({ path, version }: PlannedExport) {
  return {
    path,
    person: version.username,
    platform: version.platform,
    game: version.gameName,
    game_file_name: version.gameFileName,
    kind: version.kind,
    key: version.key,
    file_name: version.fileName,
    sha256: version.sha256,
    content_hash: version.contentHash,
    size_bytes: version.sizeBytes,
    arrived_at: version.arrivedAt,
    is_head: version.isHead,
    device: version.deviceName,
    emulator: version.emulator,
    note: version.note,
  }
}

/** The description of an export. */
export function manifestBytes(
  at: string,
  files: readonly unknown[],
  missing: readonly unknown[],
): Uint8Array {
  return new TextEncoder().encode(
    JSON.stringify({ format: 'roost-export', version: 1, exported_at: at, files, missing }),
  )
}
