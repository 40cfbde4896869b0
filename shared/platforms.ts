/** A kind of machine that games are for. */
export interface KnownPlatform {
  /** The word all clients know it by (clients.md 5.2); also the name of its folder. */
  readonly slug: string
  readonly name: string
  /** Other names of its folder, in lower case. */
  readonly aliases: readonly string[]
  /** What its games' files end in, without the dot, the usual one first. */
  readonly extensions: readonly string[]
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '')
}

function known(slug: string, name: string, extensions: string, aliases = ''): KnownPlatform {
  return { slug, name, aliases: words(aliases), extensions: words(extensions) }
}

/** The platforms that every client understands (clients.md 5.2), by their slug. */
export const knownPlatforms: readonly KnownPlatform[] = [
  known('3do', '3DO', 'chd cue iso', 'panasonic3do the3do'),
  known('amiga', 'Amiga', 'adf ipf lha hdf dms uae', 'amiga500 amiga1200 commodore-amiga'),
  known('arcade', 'Arcade', 'zip 7z chd', 'mame fbneo fba finalburn fbalpha mame2003 mame2003-plus'),
  known('atari2600', 'Atari 2600', 'a26 bin', 'atari-2600 vcs'),
  known('atari5200', 'Atari 5200', 'a52 bin car', 'atari-5200'),
  known('atari7800', 'Atari 7800', 'a78 bin', 'atari-7800'),
  known('c64', 'Commodore 64', 'd64 t64 prg crt tap g64', 'commodore64 commodore-64'),
  known('colecovision', 'ColecoVision', 'col rom', 'coleco'),
  known('dc', 'Dreamcast', 'chd gdi cdi', 'dreamcast sega-dreamcast'),
  known('dos', 'DOS', 'zip exe com bat conf dosz', 'pc msdos ms-dos dosbox'),
  known('famicom', 'Famicom', 'nes unf', 'family-computer fc'),
  known('fds', 'Famicom Disk System', 'fds qd', 'famicom-disk-system'),
  known('gamegear', 'Game Gear', 'gg', 'gg game-gear segagamegear'),
  known('gb', 'Game Boy', 'gb', 'gameboy game-boy'),
  known('gba', 'Game Boy Advance', 'gba', 'gameboyadvance gameboy-advance game-boy-advance'),
  known('gbc', 'Game Boy Color', 'gbc', 'gameboycolor gameboy-color game-boy-color'),
  known(
    'genesis',
    'Mega Drive / Genesis',
    'md gen smd bin',
    'megadrive mega-drive md genesis-slash-megadrive',
  ),
  known('intellivision', 'Intellivision', 'int', 'intv'),
  known('jaguar', 'Atari Jaguar', 'j64 jag', 'atarijaguar atari-jaguar'),
  known('lynx', 'Atari Lynx', 'lnx', 'atarilynx atari-lynx'),
  known('msx', 'MSX', 'rom mx1 mx2 dsk cas', 'msx1 msx2'),
  known('n64', 'Nintendo 64', 'z64 n64 v64', 'nintendo64 nintendo-64'),
  known('nds', 'Nintendo DS', 'nds', 'ds nintendods nintendo-ds'),
  known('neo-geo-cd', 'Neo Geo CD', 'chd cue', 'neogeocd neocd'),
  known('neo-geo-pocket', 'Neo Geo Pocket', 'ngp', 'ngp neogeopocket'),
  known('neo-geo-pocket-color', 'Neo Geo Pocket Color', 'ngc', 'ngpc neogeopocketcolor'),
  known('nes', 'Nintendo Entertainment System', 'nes unf unif', 'nintendo'),
  known('pc-fx', 'PC-FX', 'chd cue', 'pcfx'),
  known('philips-cd-i', 'Philips CD-i', 'chd cue', 'cdi cd-i cdimono1'),
  known('pokemon-mini', 'Pokémon mini', 'min', 'pokemini pokemonmini'),
  known('psp', 'PlayStation Portable', 'iso cso chd pbp', 'playstation-portable'),
  known('psx', 'PlayStation', 'chd cue pbp iso img bin', 'ps ps1 playstation'),
  known('saturn', 'Saturn', 'chd cue iso', 'segasaturn sega-saturn'),
  known('segacd', 'Mega-CD / Sega CD', 'chd cue iso', 'megacd mega-cd sega-cd'),
  known('sg1000', 'SG-1000', 'sg', 'sg-1000'),
  known('sms', 'Master System', 'sms', 'mastersystem master-system'),
  known(
    'snes',
    'Super Nintendo',
    'sfc smc fig',
    'sfc sfam superfamicom super-famicom supernintendo super-nintendo',
  ),
  known('supergrafx', 'SuperGrafx', 'sgx pce', 'sgfx'),
  known('tg16', 'TurboGrafx-16 / PC Engine', 'pce', 'pce pcengine pc-engine turbografx16 turbografx-16'),
  known('turbografx-cd', 'TurboGrafx-CD', 'chd cue', 'pcecd pcenginecd tg-cd tgcd turbografxcd'),
  known('vectrex', 'Vectrex', 'vec bin'),
  known('virtualboy', 'Virtual Boy', 'vb vboy', 'vb virtual-boy'),
  known('wonderswan', 'WonderSwan', 'ws', 'ws'),
]

const byWord: ReadonlyMap<string, KnownPlatform> = new Map(
  knownPlatforms.flatMap((platform) => [platform.slug, ...platform.aliases].map((word) => [word, platform])),
)

/** What is known of a platform by its slug or another name of its folder; null if nothing is. */
export function findPlatform(word: string): KnownPlatform | null {
  return byWord.get(word.normalize('NFC').trim().toLowerCase()) ?? null
}

/**
 * The slug of the platform a folder of this name is for. A folder nobody knows is a platform of its own under its own
 * name, made safe to be a part of a path; null if nothing of it is left.
 */
export function slugOf(folderName: string): string | null {
  const found = findPlatform(folderName)
  if (found) return found.slug
  const plain = folderName
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
  return plain === '' ? null : [...plain].slice(0, 64).join('')
}

/** What a person reads for a slug; an unknown one reads as itself. */
export function platformName(slug: string): string {
  return findPlatform(slug)?.name ?? slug
}

/** What a game of this platform is called when only its name is known: `<name>.<this>`. */
export function defaultExtension(slug: string): string {
  return findPlatform(slug)?.extensions[0] ?? 'rom'
}

/** Every extension of any known platform. */
export const gameExtensions: ReadonlySet<string> = new Set(
  knownPlatforms.flatMap(({ extensions }) => extensions),
)
