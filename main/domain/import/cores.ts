/** Platforms of the cores that handhelds come with, by how their folders begin, in lower case and without spaces. */
const cores: readonly (readonly [beginning: string, slugs: string])[] = [
  ['mgba', 'gba gbc gb'],
  ['vba', 'gba gbc gb'],
  ['vbam', 'gba gbc gb'],
  ['gpsp', 'gba'],
  ['gambatte', 'gb gbc'],
  ['sameboy', 'gb gbc'],
  ['gearboy', 'gb gbc'],
  ['tgbdual', 'gb gbc'],
  ['snes9x', 'snes'],
  ['bsnes', 'snes'],
  ['mesen-s', 'snes gb gbc'],
  ['nestopia', 'nes famicom fds'],
  ['fceumm', 'nes famicom fds'],
  ['quicknes', 'nes famicom'],
  ['mesen', 'nes famicom fds'],
  ['genesisplusgx', 'genesis sms gamegear segacd sg1000'],
  ['picodrive', 'genesis sms segacd'],
  ['gearsystem', 'sms gamegear sg1000'],
  ['smsplus', 'sms gamegear'],
  ['mupen64plus', 'n64'],
  ['paralleln64', 'n64'],
  ['melonds', 'nds'],
  ['desmume', 'nds'],
  ['drastic', 'nds'],
  ['pcsx', 'psx'],
  ['swanstation', 'psx'],
  ['duckstation', 'psx'],
  ['beetlepsx', 'psx'],
  ['ppsspp', 'psp'],
  ['beetlesaturn', 'saturn'],
  ['kronos', 'saturn'],
  ['yabasanshiro', 'saturn'],
  ['yabause', 'saturn'],
  ['flycast', 'dc arcade'],
  ['beetlepce', 'tg16 turbografx-cd supergrafx'],
  ['beetlesupergrafx', 'supergrafx tg16'],
  ['beetleneopop', 'neo-geo-pocket neo-geo-pocket-color'],
  ['race', 'neo-geo-pocket neo-geo-pocket-color'],
  ['beetlewonderswan', 'wonderswan'],
  ['beetlecygne', 'wonderswan'],
  ['beetlelynx', 'lynx'],
  ['handy', 'lynx'],
  ['beetlevb', 'virtualboy'],
  ['pokemini', 'pokemon-mini'],
  ['prosystem', 'atari7800'],
  ['stella', 'atari2600'],
  ['fbneo', 'arcade'],
  ['finalburn', 'arcade'],
  ['mame', 'arcade'],
]

/** The platforms a core plays, by the name of its folder; none for one that is not known. */
export function platformsOfCore(folder: string): readonly string[] {
  const plain = folder.toLowerCase().replaceAll(/[\s_]/g, '')
  // The longest beginning says most: `mesen-s` is not `mesen`.
  const [best] = cores
    .filter(([beginning]) => plain.startsWith(beginning))
    .sort(([one], [other]) => other.length - one.length)
  return best ? best[1].split(' ') : []
}
