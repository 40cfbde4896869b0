import type { Note } from '../../../../shared/api/notes'
import { romStatuses, type Rom, type RomFile, type RomUser } from '../../../../shared/api/roms'
import { platformName } from '../../../../shared/platforms'
import { partsOf } from '../../../domain/library/file-names'
import type { GameProps, ListedGame, NoteWithAuthor } from '../../../domain/library/game'

/**
 * A game in RomM's words; what its sources would know is null, which is safest (clients.md 5.3). One literal on purpose:
 * with a spread in it, a page of 250 took ten times as long.
 * @param withFiles what the list is asked for (clients.md 0.10).
 */
export function presentRom(game: ListedGame, withFiles = true): Rom {
  const parts = partsOf(game.fsName, game.isFolder)
  const display = platformName(game.slug)
  const [only, ...more] = game.files
  const hashes = more.length === 0 ? only?.hashes : null
  const folder = `roms/${game.slug}`
  return {
    id: game.id,
    platform_id: game.platformId,
    platform_slug: game.slug,
    platform_fs_slug: game.slug,
    platform_name: display,
    platform_display_name: display,
    platform_custom_name: null,
    name: game.name,
    slug: game.titleKey.replaceAll(' ', '-'),
    summary: null,
    fs_name: game.fsName,
    fs_name_no_ext: parts.stem,
    fs_name_no_tags: parts.title,
    fs_extension: parts.extension,
    fs_path: folder,
    fs_size_bytes: game.sizeBytes,
    // With the real extension, which Argosy filters by (clients.md 5.3).
    full_path:
      game.isFolder && only && more.length === 0
        ? `${folder}/${game.fsName}/${only.path}`
        : `${folder}/${game.fsName}`,
    has_simple_single_file: !game.isFolder,
    has_nested_single_file: game.isFolder && more.length === 0,
    has_multiple_files: more.length > 0,
    files: withFiles ? presentFiles(game) : [],
    crc_hash: hashes?.crc ?? null,
    md5_hash: hashes?.md5 ?? null,
    sha1_hash: hashes?.sha1 ?? null,
    ra_hash: null,
    igdb_id: null,
    sgdb_id: null,
    moby_id: null,
    ss_id: null,
    ra_id: null,
    launchbox_id: null,
    hasheous_id: null,
    metadatum: null,
    path_cover_small: null,
    path_cover_large: null,
    url_cover: null,
    regions: [...game.regions],
    languages: [...game.languages],
    tags: [...game.tags],
    revision: game.revision,
    alternative_names: [],
    merged_screenshots: [],
    sibling_roms: [],
    user_screenshots: [],
    user_saves: [],
    rom_user: game.props && presentProps(game.props),
    ss_metadata: null,
    launchbox_metadata: null,
    hltb_metadata: null,
    merged_ra_metadata: null,
    is_identified: false,
    missing_from_fs: game.origin === 'name' || game.missingAt !== null,
    created_at: game.createdAt,
    updated_at: game.updatedAt,
    origin: game.origin,
    missing_since: game.missingAt,
  }
}

/** First the files, then the other names: grout finds a device's file by any of them (clients.md 5.3). */
function presentFiles(game: ListedGame): RomFile[] {
  const folder = `roms/${game.slug}`
  const isMissing = game.missingAt !== null
  const files = game.files.map((file): RomFile => {
    const place = game.isFolder ? `${folder}/${game.fsName}` : folder
    const cut = file.path.lastIndexOf('/')
    const name = file.path.slice(cut + 1)
    const filePath = cut === -1 ? place : `${place}/${file.path.slice(0, cut)}`
    return {
      id: file.id,
      rom_id: game.id,
      file_name: name,
      file_path: filePath,
      file_size_bytes: file.sizeBytes,
      full_path: `${filePath}/${name}`,
      category: null,
      is_top_level: cut === -1,
      crc_hash: file.hashes?.crc ?? null,
      md5_hash: file.hashes?.md5 ?? null,
      sha1_hash: file.hashes?.sha1 ?? null,
      ra_hash: null,
      last_modified: file.modifiedAt,
      created_at: file.createdAt,
      updated_at: file.updatedAt,
      missing_from_fs: isMissing,
    }
  })
  const aliases = game.aliases.map((alias): RomFile => ({
    id: alias.id,
    rom_id: game.id,
    file_name: alias.name,
    file_path: folder,
    file_size_bytes: 0,
    full_path: `${folder}/${alias.name}`,
    category: null,
    is_top_level: true,
    crc_hash: null,
    md5_hash: null,
    sha1_hash: null,
    ra_hash: null,
    last_modified: alias.createdAt,
    created_at: alias.createdAt,
    updated_at: alias.createdAt,
    missing_from_fs: true,
  }))
  return [...files, ...aliases]
}

export function presentProps(props: GameProps): RomUser {
  return {
    user_id: props.personId,
    rom_id: props.gameId,
    rating: props.rating,
    difficulty: props.difficulty,
    completion: props.completion,
    status: romStatuses.find((status) => status === props.status) ?? null,
    backlogged: props.backlogged,
    now_playing: props.nowPlaying,
    hidden: props.hidden,
    last_played: props.lastPlayed,
  }
}

export function presentNote(note: NoteWithAuthor): Note {
  return {
    id: note.id,
    rom_id: note.gameId,
    user_id: note.personId,
    username: note.username,
    title: note.title,
    content: note.content,
    is_public: note.isPublic,
    created_at: note.createdAt,
    updated_at: note.updatedAt,
  }
}
