import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { grout } from '../simulator/client-profiles'
import { FailedSignIns } from '../../main/domain/activity/failed-sign-ins'
import { DeviceService } from '../../main/domain/devices/device-service'
import type { SecretBox } from '../../main/domain/devices/secret-box'
import { Malformed, NotFound, Refusal, TooMany } from '../../main/domain/errors'
import { EventLog } from '../../main/domain/events/event-log'
import { Authenticator } from '../../main/domain/identity/authenticator'
import { PasswordCheck } from '../../main/domain/identity/password-check'
import { SignInLimits } from '../../main/domain/identity/sign-in-limits'
import { type Decider, PairingService } from '../../main/domain/pairing/pairing-service'
import { OwnerSetup } from '../../main/domain/people/owner-setup'
import { quickHasher } from '../helpers/people'
import { systemRandom } from '../../main/platform/system-random'
import { openStore, type Store } from '../../main/store/open-store'
import { TestClock } from '../helpers/hub'

export type PollResult =
  | { readonly kind: 'granted'; readonly secret: string; readonly deviceId: string }
  | { readonly kind: 'authorization_pending' | 'slow_down' | 'access_denied' | 'expired_token' | 'too many' }

export type Decision =
  | { readonly kind: 'done'; readonly deviceId: string | null }
  | { readonly kind: 'not there' | 'too many' }

/** The domain of pairing on a real database: what random sequences of steps are played on. */
export class PairingSystem {
  private pairing: PairingService
  private readonly events = new EventLog(systemRandom)
  private readonly authenticator: Authenticator
  private readonly devices: DeviceService
  /** Background writes that failed: there must be none. */
  readonly faults: unknown[] = []

  private constructor(
    private readonly folder: string,
    private readonly store: Store,
    private readonly decider: Decider,
    readonly clock: TestClock,
  ) {
    this.authenticator = new Authenticator(store, passwordsOf(store, clock), clock)
    this.devices = new DeviceService(store, clock, systemRandom, this.events, noSecrets)
    this.pairing = this.newService()
  }

  static async start(): Promise<PairingSystem> {
    const clock = new TestClock()
    const folder = await mkdtemp(join(tmpdir(), 'roost-pairing-'))
    const log = { info: () => {}, warn: () => {} }
    const store = await openStore({ folder: join(folder, 'data'), clock, log })
    await new OwnerSetup(store, quickHasher, clock, systemRandom).ensureOwner('owner', null)
    const owner = await store.read.people.owner()
    const principal = owner && (await new Authenticator(store, passwordsOf(store, clock), clock).window())
    if (!owner || !principal) throw new Error('The owner was not made')
    const system = new PairingSystem(folder, store, { principal, person: owner, address: 'window' }, clock)
    await system.pairing.start()
    return system
  }

  async stop(): Promise<void> {
    await this.store.close()
    await rm(this.folder, { recursive: true, force: true })
  }

  /** What is in memory is lost; what is in the database stays. */
  async restart(): Promise<void> {
    this.pairing = this.newService()
    await this.pairing.start()
  }

  open(identifier: string, address: string): { deviceCode: string; userCode: string } | null {
    const details = {
      clientDeviceIdentifier: identifier,
      name: `Handheld ${identifier}`,
      client: grout.client,
      platform: null,
      clientVersion: null,
      requestedScopes: ['me.read'],
    }
    try {
      return this.pairing.open(details, address).facts
    } catch (error) {
      if (error instanceof TooMany) return null
      throw error
    }
  }

  /** @param arrives whether the whole answer leaves the hub. */
  async poll(deviceCode: string, address: string, arrives = true): Promise<PollResult> {
    try {
      const collection = await this.pairing.poll(deviceCode, address)
      await collection.sent(arrives)
      return { kind: 'granted', secret: collection.secret, deviceId: collection.deviceId }
    } catch (error) {
      if (error instanceof TooMany) return { kind: 'too many' }
      if (error instanceof Malformed && isPollWord(error.word)) return { kind: error.word }
      throw error
    }
  }

  async approve(userCode: string, expiresIn: string): Promise<Decision> {
    const input = { userCode, approvedScopes: ['me.read'], deviceName: null, expiresIn }
    return this.decision(async () => (await this.pairing.approve(input, this.decider)).deviceId)
  }

  async deny(userCode: string): Promise<Decision> {
    return this.decision(async () => {
      await this.pairing.deny(userCode, this.decider)
      return null
    })
  }

  async works(secret: string): Promise<boolean> {
    return (await this.authenticator.bearer(secret, 'lan')) !== null
  }

  /** False when there is no such device any more. */
  async removeDevice(deviceId: string): Promise<boolean> {
    try {
      await this.devices.remove(deviceId, this.decider)
      return true
    } catch (error) {
      if (error instanceof NotFound) return false
      throw error
    }
  }

  /** Tokens that are not revoked, by whether they were collected. */
  async tokens(): Promise<{ collected: number; waiting: number }> {
    // Behind whatever the clock has started: writes happen one after the other.
    await this.store.write(() => Promise.resolve())
    const tokens = await this.store.read.tokens.list('all')
    const collected = tokens.filter((token) => token.hash !== null).length
    return { collected, waiting: tokens.length - collected }
  }

  async openRequests(): Promise<number> {
    return (await this.pairing.list(this.decider.principal, this.decider.person)).length
  }

  private newService(): PairingService {
    const report = (error: unknown) => void this.faults.push(error)
    return new PairingService(this.store, this.clock, systemRandom, this.events, report)
  }

  private async decision(decide: () => Promise<string | null>): Promise<Decision> {
    try {
      return { kind: 'done', deviceId: await decide() }
    } catch (error) {
      if (error instanceof TooMany) return { kind: 'too many' }
      if (error instanceof Refusal && (error.kind === 'not-found' || error.kind === 'gone')) {
        return { kind: 'not there' }
      }
      throw error
    }
  }
}

function passwordsOf(store: Store, clock: TestClock): PasswordCheck {
  const guard = { limits: new SignInLimits(clock), failures: new FailedSignIns(store, clock) }
  return new PasswordCheck(store, quickHasher, guard, clock, systemRandom)
}

/** Pairing gives no device a configuration, so nothing is ever sealed. */
const noSecrets: SecretBox = {
  seal: () => Promise.reject(new Error('There is nothing to seal')),
  open: () => Promise.resolve(null),
}

const pollWords = ['authorization_pending', 'slow_down', 'access_denied', 'expired_token'] as const

function isPollWord(word: string | undefined): word is (typeof pollWords)[number] {
  return pollWords.some((known) => known === word)
}
