import { type Clock, iso } from '../clock'
import { foldedStem, partsOf } from '../library/file-names'
import { addNamedGame, platformFor } from '../library/game-records'
import { NewIds } from '../library/new-ids'
import type { Random } from '../random'
import type { VersionDescription } from '../saves/blob-store-description'
import type { Writers } from '../unit-of-work'

/** The people, games and devices that descriptions speak of: those the database has, and new ones for the others. */
export class DescribedOwners {
  private readonly people = new Map<number, number>()
  private readonly games = new Map<number, number>()

  constructor(private readonly parts: { readonly clock: Clock; readonly random: Random }) {}

  /** One who comes back has no password: an owner sets one by the set-up link, the others get one from the owner. */
  async person({ people }: Writers, described: VersionDescription['person']): Promise<number> {
    const mapped = this.people.get(described.id)
    if (mapped !== undefined) return mapped
    const known = (await people.byId(described.id)) ?? (await people.removed(described.id))
    const id = known?.id ?? (await this.newPerson({ people }, described))
    this.people.set(described.id, id)
    return id
  }

  async game({ library, saves }: Writers, described: VersionDescription['game']): Promise<number> {
    const mapped = this.games.get(described.id)
    if (mapped !== undefined) return mapped
    const [known] = await saves.games([described.id])
    const id = known?.id ?? (await this.newGame({ library }, described))
    this.games.set(described.id, id)
    return id
  }

  /** A device that comes back is taken out: it has no key any more, and pairs again as a new one. */
  async device(
    { devices }: Writers,
    personId: number,
    origin: VersionDescription['origin'],
  ): Promise<string | null> {
    if (origin === null) return null
    const { deviceId: id, deviceName } = origin
    if ((await devices.byId(id)) ?? (await devices.removed(id))) return id
    const at = iso(this.parts.clock.now())
    await devices.insert({
      id,
      personId,
      name: deviceName === '' ? null : deviceName,
      platform: null,
      client: null,
      clientVersion: null,
      ipAddress: null,
      macAddress: null,
      hostname: null,
      clientDeviceIdentifier: null,
      syncMode: 'api',
      syncEnabled: true,
      syncConfig: null,
      lastSeen: null,
      fingerprint: null,
      clonedAt: null,
      mergedInto: null,
      deletedWith: null,
      createdAt: at,
      updatedAt: at,
      deletedAt: at,
    })
    return id
  }

  private async newPerson(
    { people }: Pick<Writers, 'people'>,
    { name, role }: VersionDescription['person'],
  ): Promise<number> {
    const taken = new Set(this.people.values())
    const namesake = await people.byUsername(name)
    // Two people of one name: whoever is in the database already is only the one described if nobody described is yet.
    if (namesake && !taken.has(namesake.id)) return namesake.id
    const at = iso(this.parts.clock.now())
    const person = await people.insert({
      username: namesake
        ? await freeName(name, async (tried) => (await people.byUsername(tried)) === null)
        : name,
      email: null,
      role: role ?? 'user',
      enabled: true,
      passwordHash: null,
      lastLogin: null,
      lastActive: null,
      createdAt: at,
      updatedAt: at,
    })
    return person.id
  }

  private async newGame(
    { library }: Pick<Writers, 'library'>,
    { platform, fileName }: VersionDescription['game'],
  ): Promise<number> {
    const at = iso(this.parts.clock.now())
    const ids = new NewIds(library, this.parts.random)
    const platformId = await platformFor(library, ids, platform, at)
    const names = new Map(
      (await library.names(platformId)).map(({ foldedName, gameId }) => [foldedName, gameId]),
    )
    const namesake = names.get(foldedStem(fileName))
    if (namesake !== undefined && ![...this.games.values()].includes(namesake)) return namesake
    const { stem, extension } = partsOf(fileName)
    const ending = extension === '' ? '' : `.${extension}`
    const free = (name: string) => Promise.resolve(!names.has(foldedStem(`${name}${ending}`)))
    const name = namesake === undefined ? fileName : `${await freeName(stem, free)}${ending}`
    return addNamedGame(library, ids, { platformId, fileName: name, at })
  }
}

async function freeName(name: string, isFree: (name: string) => Promise<boolean>): Promise<string> {
  for (let count = 2; ; count += 1) {
    const tried = `${name}-${count}`
    if (await isFree(tried)) return tried
  }
}
