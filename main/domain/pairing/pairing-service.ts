import { say } from '../../../shared/sentences/say'
import { deviceAuthorization as constants, normalizeUserCode } from '../../../shared/api/device-authorization'
import type { PollRefusal } from '../../../shared/errors'
import { grantable, type Scope, scopesOfRole } from '../../../shared/scopes'
import { activityOf } from '../activity/activity'
import { type Clock, iso } from '../clock'
import { deviceOfPairing } from '../devices/machine'
import { Forbidden, Gone, Malformed, NotFound } from '../errors'
import type { EventLog } from '../events/event-log'
import type { Principal } from '../identity/principal'
import { FixedWindow } from '../limits/fixed-window'
import type { Person } from '../people/person'
import type { Random } from '../random'
import { expiryOf } from '../tokens/expiry'
import type { UnitOfWork } from '../unit-of-work'
import { type Collection, TokenCollection } from './token-collection'
import { writeApproval } from './write-approval'
import type { PairingDetails, PairingRequest } from './pairing-request'
import { RequestRegistry } from './request-registry'

export interface ApprovalInput {
  readonly userCode: string
  readonly approvedScopes: readonly string[]
  readonly deviceName: string | null | undefined
  readonly expiresIn: string | null | undefined
}

/** Who decides, from where, and for whom the device will be. */
export interface Decider {
  readonly principal: Principal
  readonly person: Person
  readonly address: string
}

/** An open request, with what matters to the person who looks at it. */
export interface OpenRequest {
  readonly request: PairingRequest
  readonly allowedScopes: readonly Scope[]
  readonly knownDeviceId: string | null
  readonly twinOf: string | null
}

const unknownCode = say('pairing.unknown')

/** The word a polling device reads, also as RFC 8628's `error` (W-23). */
function pollRefusal(word: PollRefusal): Malformed {
  return new Malformed(word, 'bad', word)
}

/** Device authorization (wire.md section 3; RFC 8628), with one winner for every race. */
export class PairingService {
  private readonly registry: RequestRegistry
  private readonly collection: TokenCollection
  private readonly initLimit: FixedWindow
  private readonly pollLimit: FixedWindow
  private readonly wrongCodes: FixedWindow

  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly events: EventLog,
    /** Told of a failed write that nobody waits for. */
    private readonly report: (error: unknown) => void,
  ) {
    this.registry = new RequestRegistry(clock, random, (request) => this.ended(request))
    this.collection = new TokenCollection(unit, clock, random)
    this.initLimit = new FixedWindow(
      clock,
      constants.initLimit,
      'Too many authorize attempts. Try again later.',
    )
    this.pollLimit = new FixedWindow(
      clock,
      constants.pollLimit,
      'Too many polling attempts. Try again later.',
    )
    this.wrongCodes = new FixedWindow(
      clock,
      constants.wrongCodeLimit,
      'Too many wrong codes. Try again later.',
    )
  }

  /** Rows approved by an earlier start can never be collected: their device codes are gone. */
  async start(): Promise<void> {
    await this.unit.write((writers) => writers.tokens.deleteUncollected('all'))
  }

  /**
   * wire.md 3.2; RFC 8628 section 3.1 with an `oauthClient`.
   * @throws TooMany the 11th time within 60 s from one address.
   */
  open(details: PairingDetails, address: string, oauthClient: string | null = null): PairingRequest {
    this.initLimit.charge(address)
    const request = this.registry.open(details, address, oauthClient)
    this.events.publish({ type: 'pairing', id: request.facts.id, state: 'opened' })
    return request
  }

  /** wire.md 3.3. @throws NotFound, Gone, TooMany. */
  lookUp(typedCode: string, decider: Decider): { request: PairingRequest; allowedScopes: readonly Scope[] } {
    const request = this.find(typedCode, decider)
    this.assertUndecided(request)
    return { request, allowedScopes: this.allowed(request, decider) }
  }

  /** Open requests, newest first (own.md, `GET /pairing`). */
  async list(principal: Principal, person: Person): Promise<OpenRequest[]> {
    const pending = this.registry.pending()
    return Promise.all(
      pending.map(async (request) => {
        const known = await deviceOfPairing(this.unit.read.devices, person.id, request.facts.details)
        return {
          request,
          allowedScopes: this.allowed(request, { principal, person }),
          knownDeviceId: known?.id ?? null,
          twinOf: pending.find((other) => areTwins(request, other))?.facts.userCode ?? null,
        }
      }),
    )
  }

  /**
   * wire.md 3.4. Writes the device and a token row that has no secret yet, in one transaction.
   * @throws NotFound, Gone, Forbidden, Malformed (a wrong expiry word, or 25 tokens already), TooMany.
   */
  async approve(input: ApprovalInput, decider: Decider): Promise<{ deviceId: string; deviceName: string }> {
    const request = this.find(input.userCode, decider)
    this.assertUndecided(request)
    const scopes = grantable(input.approvedScopes, this.allowed(request, decider))
    if (scopes.length !== new Set(input.approvedScopes).size) {
      throw new Forbidden(say('pairing.beyond'))
    }
    const expiresAt = expiryOf(input.expiresIn, this.clock.now())
    if (!request.move('pending', 'approving')) throw this.alreadyDecided(request)
    try {
      const written = await this.unit.write((writers) =>
        writeApproval(writers, {
          request,
          personId: decider.person.id,
          actor: decider,
          deviceName: input.deviceName || request.facts.details.name,
          scopes,
          expiresAt,
          now: this.clock.now(),
          newDeviceId: () => this.random.uuid(),
        }),
      )
      return await this.approved(request, decider.person.id, written)
    } catch (error) {
      request.move('approving', 'pending')
      throw error
    }
  }

  /** wire.md 3.5. @throws NotFound, Gone, TooMany. */
  async deny(typedCode: string, decider: Decider): Promise<void> {
    const request = this.find(typedCode, decider)
    if (!request.move('pending', 'denied')) throw this.alreadyDecided(request)
    this.registry.hideCode(request)
    this.registry.keepFor(request, constants.deniedLifetime)
    this.events.publish({ type: 'pairing', id: request.facts.id, state: 'denied' })
    await this.unit.write((writers) =>
      writers.activity.append(
        activityOf(decider, 'pairing.denied', {
          at: iso(this.clock.now()),
          personId: decider.person.id,
          subject: request.facts.details.name,
          subjectId: request.facts.id,
        }),
      ),
    )
  }

  /**
   * wire.md 3.6, in its order of evaluation. The caller must tell {@link Collection.sent} how the answer went. A
   * request is collected by the door and client it was opened by (RFC 6749 section 5.2): for others it is not there.
   * @throws TooMany; Malformed with one of the four poll words.
   */
  async poll(deviceCode: string, address: string, oauthClient: string | null = null): Promise<Collection> {
    this.pollLimit.charge(address)
    const request = this.registry.findByDeviceCode(deviceCode)
    if (request?.facts.oauthClient !== oauthClient) throw pollRefusal('expired_token')
    if (request.state === 'pending' || request.state === 'approving') throw this.paced(request)
    if (request.state === 'denied') throw pollRefusal('access_denied')
    if (!request.move('approved', 'collecting')) throw pollRefusal('expired_token')
    const minted = await this.collection.mint(request, address).catch((error: unknown) => {
      request.move('collecting', 'approved')
      throw error
    })
    if (!minted) {
      this.registry.forget(request)
      throw pollRefusal('expired_token')
    }
    return { ...minted, sent: (finished) => this.sent(request, minted.deviceOwnerId, finished) }
  }

  private find(typedCode: string, decider: Decider): PairingRequest {
    const key = `${decider.principal.person.id} ${decider.address}`
    this.wrongCodes.check(key)
    const request = this.registry.findByUserCode(normalizeUserCode(typedCode))
    if (!request) {
      this.wrongCodes.charge(key)
      throw new NotFound(unknownCode)
    }
    return request
  }

  private assertUndecided(request: PairingRequest): void {
    if (request.state !== 'pending') throw this.alreadyDecided(request)
  }

  private alreadyDecided(request: PairingRequest): Gone {
    return new Gone(say(request.state === 'denied' ? 'pairing.denied' : 'pairing.approved'))
  }

  /** Never more than the credential in use may do, nor more than the person it will belong to (W-16). */
  private allowed(request: PairingRequest, decider: Pick<Decider, 'principal' | 'person'>): readonly Scope[] {
    const ofPerson = grantable(request.facts.details.requestedScopes, scopesOfRole(decider.person.role))
    return grantable(ofPerson, decider.principal.scopes)
  }

  private async approved(
    request: PairingRequest,
    personId: number,
    written: Awaited<ReturnType<typeof writeApproval>>,
  ): Promise<{ deviceId: string; deviceName: string }> {
    if (!this.registry.holds(request)) {
      // It ran out of time while the rows were written: nobody can collect, so nobody is told it worked (W-19).
      const at = iso(this.clock.now())
      await this.unit.write((writers) =>
        writers.tokens.update(written.tokenId, { revokedAt: at, updatedAt: at }),
      )
      throw new NotFound(unknownCode)
    }
    request.approval = { personId, deviceId: written.deviceId, tokenId: written.tokenId }
    request.move('approving', 'approved')
    this.registry.hideCode(request)
    this.events.publish({ type: 'pairing', id: request.facts.id, state: 'approved' })
    this.events.publish(
      { type: 'device', id: written.deviceId, state: written.isNew ? 'added' : 'changed' },
      { personId },
    )
    return { deviceId: written.deviceId, deviceName: written.deviceName }
  }

  private paced(request: PairingRequest): Malformed {
    return pollRefusal(request.isTooSoon(this.clock.now()) ? 'slow_down' : 'authorization_pending')
  }

  private async sent(request: PairingRequest, personId: number, finished: boolean): Promise<void> {
    if (finished) {
      request.move('collecting', 'collected')
      this.registry.forget(request)
      this.events.publish({ type: 'pairing', id: request.facts.id, state: 'collected' })
    } else {
      await this.collection.withdraw(request)
      this.registry.keepFor(request, constants.redeliveryWindow)
      request.move('collecting', 'approved')
    }
    if (request.approval) {
      this.events.publish({ type: 'device', id: request.approval.deviceId, state: 'changed' }, { personId })
    }
  }

  private ended(request: PairingRequest): void {
    // A denied one has had its end, and has been announced.
    if (request.state === 'denied') return
    this.events.publish({ type: 'pairing', id: request.facts.id, state: 'expired' })
    if (request.state !== 'approved') return
    this.unit
      .write((writers) => writers.tokens.deleteUncollected(iso(this.clock.now())))
      .catch((error: unknown) => this.report(error))
  }
}

function areTwins(one: PairingRequest, other: PairingRequest): boolean {
  return (
    one !== other &&
    (one.facts.details.name === other.facts.details.name ||
      one.facts.details.clientDeviceIdentifier === other.facts.details.clientDeviceIdentifier)
  )
}
