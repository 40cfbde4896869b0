import { listRoms } from '../../shared/api/roms'
import { argosy, grout } from './client-profiles'
import { type Player, FleetRun } from './fleet/fleet-run'
import type { Game } from './fleet/device'
import { clockModels, DeviceClock } from './fleet/device-clock'
import { Household, missingFrom, versionsByLine } from './fleet/household'
import { kinds, makeDevice } from './fleet/make-device'
import { seededRandom } from './fleet/seeded-random'
import { Wire } from './fleet/wire'
import { Handheld, type Surroundings } from './handheld'
import { type ExitStatus, grouped, type Terminal } from './pair-command'

export interface FleetOptions {
  readonly origin: string
  readonly devices: number
  readonly minutes: number
  readonly seed: number
  /** A person of the hub, who then need not approve every handheld; null to ask in the window. */
  readonly person: { readonly name: string; readonly password: string } | null
}

/** Games a fleet plays at most: on few games handhelds meet. */
const mostGames = 4

/** Milliseconds between two things that happen anywhere in the house, with twenty handhelds. */
const pace = 500

/** One pretend handheld as the hub knows it. */
interface Admitted {
  readonly deviceId: string
  readonly authorization: string
}

type Say = (line: string) => void

/** Plays a house full of handhelds against a running hub, for a person to watch in the window. */
export async function fleet(
  options: FleetOptions,
  surroundings: Surroundings,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitStatus> {
  const say: Say = (line) => terminal.write(line)
  say(`Seed ${options.seed}: the same seed plays the same games.`)
  const random = seededRandom(options.seed)
  const admitted = await admitAll(options, surroundings, say, signal)
  const [first] = admitted
  if (!first) {
    say('No handheld was let in. Nothing was played.')
    return 1
  }
  const games = await gamesOf(options.origin, first.authorization, surroundings)
  if (games.length === 0) {
    say('The hub has no games yet. Add some in its window, then run the command again.')
    return 1
  }
  const run = new FleetRun(games, random, say)
  const players = admitted.map((each, index) => playerOf(each, index, { options, run, games, surroundings }))
  await playOn(run, players, random, { options, surroundings, signal })
  await run.comeHome(players)
  say(
    `${run.sum.syncs} syncs, ${run.sum.interrupted} cut off, ${run.sum.uploads} uploads, ${run.sum.conflicts} conflicts.`,
  )
  return options.person ? lookAfter(run, options, options.person, surroundings, say) : 0
}

async function playOn(
  run: FleetRun,
  players: readonly Player[],
  random: () => number,
  {
    options,
    surroundings,
    signal,
  }: { options: FleetOptions; surroundings: Surroundings; signal: AbortSignal },
): Promise<void> {
  const end = surroundings.now() + options.minutes * 60_000
  while (surroundings.now() < end && !signal.aborted) {
    const player = players[Math.floor(random() * players.length)]
    if (player) await run.step(player)
    await surroundings.sleep((pace * 20) / players.length, signal).catch(() => undefined)
  }
}

function playerOf(
  { deviceId, authorization }: Admitted,
  index: number,
  {
    options,
    run,
    games,
    surroundings,
  }: { options: FleetOptions; run: FleetRun; games: readonly Game[]; surroundings: Surroundings },
): Player {
  const kind = kindOf(index)
  const wire = new Wire(options.origin, authorization, surroundings.fetch, run)
  const clock = new DeviceClock(clockModels[index % clockModels.length] ?? 'right', Date.now)
  const device = makeDevice({ kind, slot: 'autosave' }, nameOf(index), deviceId, {
    games,
    clock,
    wire,
    observer: run,
  })
  return { device, wire }
}

async function admitAll(
  options: FleetOptions,
  surroundings: Surroundings,
  say: Say,
  signal: AbortSignal,
): Promise<Admitted[]> {
  const { person, origin } = options
  const admitted: Admitted[] = []
  const household = person && new Household(origin, basic(person.name, person.password), surroundings.fetch)
  for (let index = 0; index < options.devices && !signal.aborted; index += 1) {
    const one = household
      ? { deviceId: await household.register(nameOf(index), false), authorization: household.authorization }
      : await askToBeLetIn(index, options, surroundings, say, signal)
    if (one) admitted.push(one)
  }
  return admitted
}

async function askToBeLetIn(
  index: number,
  { origin, seed }: FleetOptions,
  surroundings: Surroundings,
  say: Say,
  signal: AbortSignal,
): Promise<Admitted | null> {
  const profile = kindOf(index) === 'argosy' ? argosy : grout
  const name = nameOf(index)
  const identity = { profile, name, identifier: profile.identifier(`fleet ${seed} ${name}`) }
  const handheld = new Handheld(origin, identity, surroundings, signal)
  const authorization = await handheld.begin()
  say(`${name} asks to be let in: approve ${grouped(authorization.user_code)} in the window.`)
  const outcome = await handheld.waitForDecision(authorization)
  if (outcome.kind !== 'paired') return null
  const { access_token: token, device_id: deviceId } = outcome.grant
  if (kindOf(index) !== 'slotless') return { deviceId, authorization: `Bearer ${token}` }
  const { person } = await handheld.prove(token)
  return { deviceId, authorization: basic(person, token) }
}

async function gamesOf(origin: string, authorization: string, { fetch }: Surroundings): Promise<Game[]> {
  const response = await fetch(`${origin}/api/roms?limit=${mostGames}`, {
    method: 'GET',
    headers: { authorization },
  })
  const { items } = listRoms.answer.parse(await response.json())
  return items.map(({ id, fs_name_no_ext: stem }) => ({ id, stem }))
}

/** Whether everything that reached the hub can be had back, byte for byte. */
async function lookAfter(
  run: FleetRun,
  { origin }: FleetOptions,
  { name, password }: { name: string; password: string },
  { fetch }: Surroundings,
  say: Say,
): Promise<ExitStatus> {
  const household = new Household(origin, basic(name, password), fetch)
  const versions = [...(await versionsByLine(household)).values()].flat()
  const missing = await missingFrom(household, versions, [...run.received.values()])
  say(`${run.received.size} contents reached the hub, ${missing.length} of them cannot be had back.`)
  return missing.length === 0 ? 0 : 1
}

function kindOf(index: number) {
  return kinds[index % kinds.length] ?? 'grout'
}

function nameOf(index: number): string {
  return `Pretend ${kindOf(index)} ${index + 1}`
}

function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
}
