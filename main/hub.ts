import type { Logger } from 'pino'
import type { RequestListener } from 'node:http'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import type { Config } from './config'
import { createNetworkServices, type NetworkServices } from './create-network-services'
import { createLibraryServices, type LibraryServices } from './create-library-services'
import { createKeptServices, type KeptServices } from './create-kept-services'
import type { DiskOptions } from './create-space-services'
import { ActivityService } from './domain/activity/activity-service'
import { FailedSignIns } from './domain/activity/failed-sign-ins'
import type { Clock } from './domain/clock'
import { CloneWatch } from './domain/devices/clone-watch'
import { DeviceRegistration } from './domain/devices/device-registration'
import { DeviceService } from './domain/devices/device-service'
import { DeviceTransfer } from './domain/devices/device-transfer'
import { layeredSecretBox } from './domain/devices/layered-secret-box'
import type { SecretBox } from './domain/devices/secret-box'
import { EventLog } from './domain/events/event-log'
import { Authenticator } from './domain/identity/authenticator'
import { PasswordCheck } from './domain/identity/password-check'
import { Revocations } from './domain/identity/revocations'
import { randomHex } from './domain/identity/secrets'
import { SignInLimits } from './domain/identity/sign-in-limits'
import type { Adapters } from './domain/network/network-status'
import { Traffic } from './domain/network/traffic'
import { OAuthDoor } from './domain/oauth/oauth-door'
import { PairingService } from './domain/pairing/pairing-service'
import { Access } from './domain/people/access'
import type { PasswordHasher } from './domain/people/password-hasher'
import { OwnerSetup, usernameFrom } from './domain/people/owner-setup'
import { PersonChanges } from './domain/people/person-changes'
import { PersonRemoval } from './domain/people/person-removal'
import { PersonService } from './domain/people/person-service'
import type { Random } from './domain/random'
import { chooseFirstIds } from './domain/saves/first-ids'
import { saveMemory } from './domain/saves/save-memory'
import { LinkService } from './domain/sessions/link-service'
import { SessionService } from './domain/sessions/session-service'
import { AccessTokenService } from './domain/tokens/access-token-service'
import { CodeExchange } from './domain/tokens/code-exchange'
import { PairingCodes } from './domain/tokens/pairing-codes'
import { TokenService } from './domain/tokens/token-service'
import type { UnitOfWork } from './domain/unit-of-work'
import type { FolderWatcher } from './domain/library/library-files'
import { followTime, lookAnew } from './follow-machine'
import { writeHubAddress } from './hub-address'
import { HubStartError, startErrorFrom } from './hub-start-error'
import { keyFileSecretBox } from './platform/key-file-secret-box'
import type { FileHasher } from './platform/hash-thread'
import { createScryptHasher } from './platform/scrypt-hasher'
import { systemClock } from './platform/system-clock'
import { systemRandom } from './platform/system-random'
import { createServer } from './server/create-server'
import { listenForWindow, type Patience } from './server/listen'
import { NetworkDoors } from './server/network-doors'
import type { Services } from './server/services'
import { type ReadyLine, readyLine, urlOf } from './ready-line'
import { settleFolder } from './settle-folder'
import { offerSetupLink } from './setup-link'
import type { Files } from './store/blobs/file-port'
import { openStore, type Store } from './store/open-store'
import { hubVersion as version } from './version'

export { HubStartError }

/** The private door of the owner's window: a Unix socket or named pipe, and the secret its requests carry. */
export interface WindowChannel {
  readonly path: string
  /** 256 bits as hex, sent as the header `x-roost-window`. */
  readonly secret: string
}

export interface HubOptions {
  readonly config: Config
  readonly log: Logger
  /** The folder of the built page (index.html, assets/). */
  readonly pageFolder: string
  /** Only in the desktop app. */
  readonly window?: WindowChannel
  /** What seals sync secrets; without it a key file in the data folder. */
  /** The system's keychain, in the desktop app. */
  readonly keychain?: SecretBox | undefined
  /** Tests bring their own. */
  readonly clock?: Clock
  readonly random?: Random
  readonly hasher?: PasswordHasher
  readonly fileHasher?: FileHasher
  readonly watcher?: FolderWatcher
  readonly adapters?: Adapters
  /** The files of the data folder. */
  readonly files?: (dataFolder: string) => Files
  readonly store?: typeof openStore
  readonly patience?: Patience
  readonly disk?: DiskOptions
  /** Bytes of undecided refused copies that are kept of one device; tests choose fewer. */
  readonly mostHeldBytes?: number
  /** The data is in another folder now, and the hub has to be stopped and started again. */
  readonly onMoved?: () => void
}

export interface RunningHub {
  /** The line of cli.md, as an object. */
  readonly ready: ReadyLine
  /** Saves and games on their way. */
  readonly traffic: Pick<Traffic, 'count' | 'watch' | 'idle'>
  /** Looks at the network anew, and has every page ask again: the machine slept, or its clock was set. */
  refresh(): void
  /** Stops accepting, finishes what is in flight within 10 s, closes the database. */
  stop(): Promise<void>
}

/**
 * Starts store and server; resolves when `GET /api/heartbeat` answers.
 * @throws HubStartError
 */
export async function startHub(options: HubOptions): Promise<RunningHub> {
  const { log, clock = systemClock, random = systemRandom, hasher = createScryptHasher() } = options
  const started = performance.now()
  const closing: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close()
  }
  try {
    const config = await settleFolder(options.config)
    const store = await (options.store ?? openStore)({ folder: config.dataFolder, clock, log })
    closing.push(() => store.close())
    const secretBox = layeredSecretBox(options.keychain, keyFileSecretBox(join(config.dataFolder, 'keys')))
    const events = new EventLog(random)
    const library = createLibraryServices(store, events, { ...options, config }, { clock, random })
    closing.push(library.close)
    const kept = await createKeptServices(store, {
      clock,
      random,
      events,
      log,
      dataFolder: config.dataFolder,
      jobs: library.services.jobs,
      importGames: library.services.importGames,
      files: options.files,
      disk: options.disk,
      mostHeldBytes: options.mostHeldBytes,
      home: config.home,
      onMoved: options.onMoved,
    })
    const services: Services = {
      ...createServices(store, events, { clock, random, hasher, secretBox, log }),
      ...createNetworkServices(store, events, options, clock),
      ...library.services,
      ...kept.services,
    }
    await chooseFirstIds(store, random)
    await kept.start(closing)
    await prepare(services, store, options)
    closing.push(async () => services.activity.stop())
    await services.libraryFolders.start(config.libraryFolders)
    await services.hosts.start()
    const listener = await createListener(services, store, options, random)
    const doors = new NetworkDoors(listener, services.network, config.host, options.patience)
    closing.push(() => doors.close())
    const port = await doors.open(config.port, (await services.tls.setting()).plain === 'loopback')
    await services.networkWatch.start()
    closing.push(() => services.networkWatch.stop())
    await services.tls.start(doors)
    closing.push(
      options.window
        ? await listenTo(options.window, listener)
        : await offerSetupLink(services.setup, {
            folder: config.dataFolder,
            url: urlOf(config, port),
            clock,
            log,
          }),
    )
    closing.push(() => endStreams(services))
    const refresh = () => lookAnew(services)
    // A clock that a test moves is not the machine's.
    if (clock === systemClock) closing.push(followTime(clock, log, refresh))
    closing.push(await writeHubAddress(config.dataFolder, urlOf(config, port)))
    log.info({ milliseconds: Math.round(performance.now() - started) }, 'the hub is ready')
    const ready = readyLine(config, port, services.network)
    return { ready, traffic: services.traffic, refresh, stop }
  } catch (error) {
    await stop()
    throw await startErrorFrom(error, options.config)
  }
}

function createServices(
  unit: UnitOfWork,
  events: EventLog,
  {
    clock,
    random,
    hasher,
    secretBox: box,
    log,
  }: Required<Pick<HubOptions, 'clock' | 'random' | 'hasher' | 'log'>> & { readonly secretBox: SecretBox },
): Omit<Services, keyof (KeptServices & LibraryServices & NetworkServices)> {
  const revocations = new Revocations()
  const guard = { limits: new SignInLimits(clock), failures: new FailedSignIns(unit, clock) }
  const passwords = new PasswordCheck(unit, hasher, guard, clock, random)
  const links = new LinkService(clock, random)
  const access = new Access(revocations, links)
  const codes = new PairingCodes(clock, random)
  const pairing = new PairingService(unit, clock, random, events, (error) =>
    log.error({ err: error }, 'an expired approval could not be cleared away'),
  )
  const tokens = new TokenService(unit, clock, random, events, codes)
  const accessTokens = new AccessTokenService(unit, clock, random, passwords, revocations)
  return {
    clock,
    passwords,
    events,
    revocations,
    authenticator: new Authenticator(unit, passwords, clock),
    pairing,
    tokens,
    exchange: new CodeExchange(unit, clock, random, codes),
    accessTokens,
    oauth: new OAuthDoor(pairing, tokens, accessTokens, random),
    devices: new DeviceService(unit, clock, random, events, box),
    registration: new DeviceRegistration(unit, clock, random, events, { box, memory: saveMemory }),
    transfers: new DeviceTransfer(unit, clock, events),
    clones: new CloneWatch(unit, clock, events),
    people: new PersonService(unit),
    personChanges: new PersonChanges(unit, clock, hasher, passwords, access),
    personRemoval: new PersonRemoval(unit, clock, events, access),
    activity: new ActivityService(unit, clock, (error) =>
      log.error({ err: error }, 'old entries of the activity list could not be cleared away'),
    ),
    sessions: new SessionService(unit, clock, random, revocations),
    links,
    setup: new OwnerSetup(unit, hasher, clock, random),
    traffic: new Traffic(),
  }
}

/** The owner is made without a question where somebody sits at this machine (design section 4). */
async function prepare(services: Services, store: Store, { config, window }: HubOptions): Promise<void> {
  await services.pairing.start()
  await services.activity.start()
  if ((await store.read.people.owner()) !== null) return
  if (config.admin) await services.setup.ensureOwner(config.admin.name, config.admin.password)
  else if (window) await services.setup.ensureOwner(usernameFrom(userInfo().username), null)
}

async function createListener(
  services: Services,
  store: Store,
  { config, log, pageFolder }: HubOptions,
  random: Random,
): Promise<RequestListener> {
  const settings = {
    version,
    hubId: await hubId(store, random),
    hostName: hostname(),
    trustedProxies: config.trustedProxies,
    pageFolder,
  }
  const handle = createServer(services, settings, log).callback()
  return (request, response) => {
    void handle(request, response)
  }
}

async function hubId(store: Store, random: Random): Promise<string> {
  const known = await store.read.settings.get('hub_id')
  if (known !== null) return known
  const made = randomHex(random, 4)
  await store.write((writers) => writers.settings.set('hub_id', made))
  return made
}

async function listenTo(window: WindowChannel, listener: RequestListener): Promise<() => Promise<void>> {
  const door = await listenForWindow(listener, window.path, window.secret)
  return () => door.close()
}

function endStreams(services: Services): Promise<void> {
  services.revocations.announce('all')
  return Promise.resolve()
}
