/** The kinds of pictures a device is drawn with. */
export const deviceKinds = ['handheld', 'deck', 'phone', 'pc', 'browser'] as const
export type DeviceKind = (typeof deviceKinds)[number]

/** A program that keeps saves here. */
export interface KnownClient {
  /** One word for all the names the program goes by. */
  readonly id: string
  /** Its product name, the same in every language. */
  readonly name: string
  /** Locale key of what a person has to do in this program; null for one nobody has described. */
  readonly helpKey: string | null
}

export interface KnownPlatform {
  readonly name: string
  readonly kind: DeviceKind
}

interface ClientEntry extends KnownClient {
  /** Lower case; grout and Argosy name themselves differently on different routes (clients.md 3.2 and 4). */
  readonly words: readonly string[]
  /** Where the platform says nothing. */
  readonly kind: DeviceKind
}

const clients: readonly ClientEntry[] = [
  { id: 'grout', name: 'grout', helpKey: 'help.client.grout', words: ['grout'], kind: 'handheld' },
  {
    id: 'argosy',
    name: 'Argosy Launcher',
    helpKey: 'help.client.argosy',
    words: ['argosy', 'argosy-launcher', 'argosy launcher'],
    kind: 'handheld',
  },
  {
    id: 'decky',
    name: 'decky-romm-sync',
    helpKey: 'help.client.decky',
    words: ['decky', 'decky-romm-sync'],
    kind: 'deck',
  },
  {
    id: 'tender',
    name: 'romm-tender',
    helpKey: 'help.client.tender',
    words: ['tender', 'romm-tender'],
    kind: 'deck',
  },
  { id: 'web', name: 'Web', helpKey: null, words: ['web'], kind: 'browser' },
]

/** By platform word in lower case: firmwares of handhelds as grout names them, and systems. */
const platforms: ReadonlyMap<string, KnownPlatform> = new Map(
  Object.entries({
    muos: { name: 'muOS', kind: 'handheld' },
    nextui: { name: 'NextUI', kind: 'handheld' },
    minui: { name: 'MinUI', kind: 'handheld' },
    knulli: { name: 'KNULLI', kind: 'handheld' },
    rocknix: { name: 'ROCKNIX', kind: 'handheld' },
    batocera: { name: 'Batocera', kind: 'handheld' },
    spruce: { name: 'spruceOS', kind: 'handheld' },
    spruceos: { name: 'spruceOS', kind: 'handheld' },
    allium: { name: 'Allium', kind: 'handheld' },
    onion: { name: 'Onion', kind: 'handheld' },
    onionos: { name: 'Onion', kind: 'handheld' },
    arkos: { name: 'ArkOS', kind: 'handheld' },
    amberelec: { name: 'AmberELEC', kind: 'handheld' },
    trimui: { name: 'TRIMUI', kind: 'handheld' },
    android: { name: 'Android', kind: 'phone' },
    ios: { name: 'iOS', kind: 'phone' },
    steamos: { name: 'SteamOS', kind: 'deck' },
    'steam deck': { name: 'Steam Deck', kind: 'deck' },
    bazzite: { name: 'Bazzite', kind: 'deck' },
    windows: { name: 'Windows', kind: 'pc' },
    linux: { name: 'Linux', kind: 'pc' },
    macos: { name: 'macOS', kind: 'pc' },
    web: { name: 'Web', kind: 'browser' },
  } satisfies Record<string, KnownPlatform>),
)

function entryOf(client: string | null): ClientEntry | undefined {
  const word = client?.trim().toLowerCase()
  return clients.find(({ words }) => word !== undefined && words.includes(word))
}

/** The program behind a client word; a word nobody knows is its own name. */
export function knownClient(client: string): KnownClient {
  const entry = entryOf(client)
  return entry
    ? { id: entry.id, name: entry.name, helpKey: entry.helpKey }
    : { id: client.trim().toLowerCase(), name: client, helpKey: null }
}

/** The name of a platform word as its makers write it; a word nobody knows as it is. */
export function platformName(platform: string): string {
  return platforms.get(platform.trim().toLowerCase())?.name ?? platform
}

/**
 * Which picture a device gets. The platform says more than the program, except that Argosy Launcher runs on gaming
 * handhelds with Android far more often than on phones.
 */
export function deviceKind(client: string | null, platform: string | null): DeviceKind {
  const entry = entryOf(client)
  const known = platforms.get(platform?.trim().toLowerCase() ?? '')
  if (entry?.id === 'argosy' && known?.kind === 'phone') return 'handheld'
  return known?.kind ?? entry?.kind ?? 'handheld'
}
