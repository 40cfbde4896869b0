import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setBackupFolder, startBackup } from '../../shared/api/backup'
import { deleteClientToken } from '../../shared/api/client-tokens'
import { decideConflict, listConflicts } from '../../shared/api/conflicts'
import { updateDevice } from '../../shared/api/devices'
import { addLibraryFolder } from '../../shared/api/library'
import { listPairing } from '../../shared/api/pairing'
import { ingestPlaySessions } from '../../shared/api/play-sessions'
import { deleteSaves } from '../../shared/api/saves'
import { getStorage } from '../../shared/api/storage'
import { changeUser } from '../../shared/api/users'
import { listLines, listVersions, type Version } from '../../shared/api/versions'
import { askToPair } from '../e2e/browser/handheld'
import { addPerson, asOwner, makeToken, ownTokens, pairedDevice } from '../e2e/browser/household'
import { gamesNamed, play } from '../e2e/browser/saves'
import type { HeadlessHub } from '../e2e/browser/start-hub'

/** What the screens about one thing show. */
export interface Places {
  readonly game: number
  readonly unplayed: number
  readonly device: string
  readonly keyless: string
  readonly request: string
  readonly code: string
  readonly conflict: number
  /** What came was nothing but zeros. */
  readonly blank: number
  /** A game with many versions. */
  readonly long: number
  readonly person: number
  /** Somebody who may not come in any more. */
  readonly disabled: number
  /** A decision that was made. */
  readonly closed: number
  /** A device whose copies were refused. */
  readonly refused: string
  /** Where games lie that nobody added, and saves of RetroArch. */
  readonly elsewhere: string
}

interface Handheld {
  readonly id: string
  readonly token: string
}

const screenshot = join(import.meta.dirname, '..', '..', 'renderer', 'public', 'app-icon', 'window.png')

const gameBoy = [
  'Star Harvest (USA).gba',
  'Moon Patrol - The Long Way Home from the Far Side of the Silver Sea (Europe) (En,Fr,De,Es,It).gba',
  'Golden Sun.gba',
  'Emerald.gba',
  'Advance Racer.gba',
]

/** A household some weeks in: people, devices of every kind, games with histories, a conflict, a request, backups. */
export async function fillHousehold({ url }: HeadlessHub, folder: string): Promise<Places> {
  const mia = await addPerson(url, { username: 'mia', role: 'user', password: 'a long password' })
  const grandfather = await addPerson(url, { username: 'grandfather-wolfgang', role: 'user' })
  const visitor = await addPerson(url, { username: 'visitor', role: 'user' })
  await asOwner(url, 'PUT', changeUser.path.replace('{id}', String(visitor.id)), { enabled: false })
  await addLibrary(url, join(folder, 'games'))
  const [game = 0, ...others] = await gamesNamed(url, 'gba', ...gameBoy)
  const [castle = 0] = await gamesNamed(url, 'snes', 'Castle of Rain.sfc', 'Mega Garden (Japan).sfc')
  const [unplayed = 0] = await gamesNamed(url, 'psx', 'Ridge of Dreams (Disc 1).cue')
  const deck = await pairedDevice(url, 'Steam Deck', undefined, {
    client: 'decky-romm-sync',
    platform: 'SteamOS',
  })
  const pocket = await pairedDevice(url, 'Living room RG35XX')
  await pairedDevice(url, 'Pixel 9', undefined, { client: 'argosy-launcher', platform: 'Android' })
  await pairedDevice(url, 'Desk', undefined, { client: 'retroarch', platform: 'Windows' })
  const theirs = await pairedDevice(url, "Mia's Odin 2", mia.id)
  const keyless = await shelf(url, grandfather.id)
  await playAll(url, { deck, pocket, theirs }, { game, castle, others })
  await tidy(url, game)
  const long = others[1] ?? 0
  await playOften(url, pocket, long)
  await throwAway(url, long)
  await playTime(url, deck.id, game)
  await makeToken(url, 'Backup script')
  await makeToken(url, 'Kitchen tablet')
  await keepBackups(url, join(folder, 'backups'))
  const closed = await decideOne(url, { deck, pocket }, others[3] ?? 0)
  const asked = await askToPair(url, 'Anbernic RG Cube')
  const [request] = listPairing.answer.parse(await asOwner(url, 'GET', listPairing.path))
  const conflicts = listConflicts.answer.parse(await asOwner(url, 'GET', listConflicts.path))
  await layElsewhere(join(folder, 'elsewhere'))
  return {
    game,
    disabled: visitor.id,
    closed,
    refused: pocket.id,
    elsewhere: join(folder, 'elsewhere'),
    conflict: conflicts.find(({ reason }) => reason !== 'blank')?.id ?? 0,
    blank: conflicts.find(({ reason }) => reason === 'blank')?.id ?? 0,
    long,
    unplayed,
    device: deck.id,
    keyless,
    request: request?.id ?? '',
    code: asked.user_code,
    person: mia.id,
  }
}

/** What lies about besides: one of them has lost its key and is paused. */
async function shelf(url: string, person: number): Promise<string> {
  await pairedDevice(url, 'Legion Go', undefined, { client: 'romm-tender', platform: 'Bazzite' })
  await pairedDevice(url, 'Retroid Pocket 5', person, { client: 'argosy-launcher', platform: 'Android' })
  const { id } = await pairedDevice(url, 'Miyoo Mini Plus from the holiday flat', undefined, {
    client: 'grout',
    platform: 'Onion',
  })
  const token = (await ownTokens(url)).find(({ device_id }) => device_id === id)
  await asOwner(url, 'DELETE', deleteClientToken.path.replace('{id}', String(token?.id)))
  await asOwner(url, 'PUT', updateDevice.path.replace('{id}', id), { sync_enabled: false })
  return id
}

async function addLibrary(url: string, folder: string): Promise<void> {
  for (const file of ['nes/Rain Runner.nes', 'nes/Owl Night.nes', 'gb/Tiny Orchard.gb']) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), file)
  }
  await asOwner(url, 'POST', addLibraryFolder.path, { path: folder })
}

async function playAll(
  url: string,
  { deck, pocket, theirs }: Record<'deck' | 'pocket' | 'theirs', Handheld>,
  games: { readonly game: number; readonly castle: number; readonly others: readonly number[] },
): Promise<void> {
  const bytes = randomBytes(32_768)
  for (const round of [0, 1, 2, 3]) {
    bytes.fill(round + 1, round * 500, round * 500 + 90)
    const looks = round === 3 ? { screenshot: await readFile(screenshot) } : {}
    await play(url, deck, { game: games.game, bytes, ...looks })
  }
  await play(url, deck, { game: games.game, bytes: randomBytes(8_192), slot: 'before the final boss' })
  for (const other of games.others) await play(url, pocket, { game: other, bytes: randomBytes(16_384) })
  await play(url, theirs, { game: games.castle, bytes: randomBytes(2_048) })
  await play(url, deck, { game: games.castle, bytes: randomBytes(2_048) })
  // A card that was read badly gives zeros: a conflict of another kind.
  await play(url, pocket, { game: games.others[2] ?? 0, bytes: new Uint8Array(16_384) })
  // The handheld never saw what the Deck stored: a conflict.
  await play(url, pocket, { game: games.castle, bytes: randomBytes(2_048) })
}

/** More versions than are shown before somebody asks for all of them. */
async function playOften(url: string, device: Handheld, game: number): Promise<void> {
  const bytes = randomBytes(16_384)
  for (let round = 0; round < 40; round += 1) {
    bytes.fill(round, round * 64, round * 64 + 40)
    await play(url, device, { game, bytes })
  }
}

/** An evening more or less on most of the last days. */
async function playTime(url: string, device: string, game: number): Promise<void> {
  const minute = 60_000
  const sessions = [95, 0, 40, 62, 18, 0, 130, 75].flatMap((minutes, daysAgo) => {
    const end = Date.now() - daysAgo * 24 * 60 * minute - minute
    const duration = minutes * minute
    return minutes === 0
      ? []
      : {
          rom_id: game,
          start_time: new Date(end - duration).toISOString(),
          end_time: new Date(end).toISOString(),
          duration_ms: duration,
        }
  })
  await asOwner(url, 'POST', ingestPlaySessions.path, { device_id: device, sessions })
}

/** The versions of a game's line with more than one, the newest first. */
async function versionsOf(url: string, game: number): Promise<Version[]> {
  const lines = listLines.answer.parse(await asOwner(url, 'GET', `${listLines.path}?rom_id=${game}`))
  const line = lines.find(({ versions }) => versions > 1)
  return listVersions.answer.parse(await asOwner(url, 'GET', `/api/lines/${line?.id}/versions`))
}

/** One version pinned and noted, one in the bin. */
async function tidy(url: string, game: number): Promise<void> {
  const [, second, third] = await versionsOf(url, game)
  await asOwner(url, 'PUT', `/api/versions/${second?.id}`, { pinned: true, note: 'before the bridge' })
  await asOwner(url, 'POST', deleteSaves.path, { saves: [third?.wire_id] })
}

/** A few of the oldest of a long history, which nobody misses. */
async function throwAway(url: string, game: number): Promise<void> {
  const oldest = (await versionsOf(url, game)).slice(-4)
  await asOwner(url, 'POST', deleteSaves.path, { saves: oldest.map(({ wire_id }) => wire_id) })
}

/** Both played without the other's save, and somebody said whose goes on. */
async function decideOne(
  url: string,
  { deck, pocket }: Record<'deck' | 'pocket', Handheld>,
  game: number,
): Promise<number> {
  await play(url, deck, { game, bytes: randomBytes(4_096) })
  await play(url, pocket, { game, bytes: randomBytes(4_096) })
  const open = listConflicts.answer.parse(await asOwner(url, 'GET', listConflicts.path))
  const one = open.find(({ rom_id }) => rom_id === game)
  const path = decideConflict.path.replace('{id}', String(one?.id))
  await asOwner(url, 'POST', path, { keep: 'device', head: one?.head_version_id ?? null })
  return one?.id ?? 0
}

/** Games in a folder that is not added yet, well and badly named, and saves of another program. */
async function layElsewhere(folder: string): Promise<void> {
  const games = ['gba/Metal Orchard (USA).gba', 'gba/Tiny Tactics.gba', 'snes/Storm Chaser.sfc']
  const odd = ['from the old computer/Some Game.bin', 'snes/read me.txt']
  const saves = ['Star Harvest (USA)', 'Storm Chaser', 'Golden Sun', 'Castle of Rain']
  const files = [
    ...[...games, ...odd].map((path) => join('games', path)),
    ...saves.map((name) => join('retroarch', 'saves', 'mGBA', `${name}.srm`)),
  ]
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), randomBytes(4_096))
  }
}

async function keepBackups(url: string, folder: string): Promise<void> {
  await mkdir(folder)
  await asOwner(url, 'PUT', setBackupFolder.path, { folder })
  await asOwner(url, 'POST', startBackup.path)
  for (;;) {
    const { backup } = getStorage.answer.parse(await asOwner(url, 'GET', getStorage.path))
    if (backup?.last_good_at) return
    await new Promise((resolve) => {
      setTimeout(resolve, 100)
    })
  }
}
