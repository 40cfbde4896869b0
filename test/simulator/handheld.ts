import type { z } from 'zod'
import { init, token } from '../../shared/api/device-authorization'
import { heartbeat } from '../../shared/api/heartbeat'
import { listPlatforms } from '../../shared/api/platforms'
import { me } from '../../shared/api/users'
import type { ClientProfile } from './client-profiles'
import { HubConnection, Refused, type Fetch } from './hub-connection'

/** What a handheld needs from the world; tests give a clock and a network of their own. */
export interface Surroundings {
  readonly fetch: Fetch
  /** Resolves after so many milliseconds; rejects when the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** Milliseconds of a clock that never goes backwards. */
  readonly now: () => number
}

/** Who the handheld says it is. */
export interface Identity {
  readonly profile: ClientProfile
  readonly name: string
  readonly identifier: string
  /** Instead of what the profile asks for. */
  readonly scopes?: readonly string[]
  readonly platform?: string
  readonly clientVersion?: string
}

/** The answer to the request to be paired. */
export type Authorization = z.infer<typeof init.answer>

/** What the hub hands over on success. */
export type Grant = z.infer<typeof token.answer>

/** How a pairing ended. */
export type PairingOutcome =
  | { readonly kind: 'paired'; readonly grant: Grant }
  | { readonly kind: 'denied' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'failed'; readonly problems: readonly string[] }

/** What one poll said. */
export type PollAnswer =
  | { readonly kind: 'granted'; readonly grant: Grant }
  | { readonly kind: 'pending' | 'slow_down' | 'denied' | 'expired' }
  | { readonly kind: 'error'; readonly problem: string }

/** Other answers than those of RFC 8628 that a client bears in a row before it gives up (clients.md 3.2). */
const errorsInARow = 3

/** A pretend handheld: asks, polls and uses its token the way the real clients do (clients.md section 3). */
export class Handheld {
  private readonly hub: HubConnection

  constructor(
    origin: string,
    readonly identity: Identity,
    private readonly surroundings: Surroundings,
    private readonly signal: AbortSignal = new AbortController().signal,
  ) {
    this.hub = new HubConnection(origin, surroundings.fetch, signal)
  }

  /** Is there a hub, and of which wire version? Three seconds to answer, as grout gives it. */
  async probe(): Promise<{ wireVersion: string }> {
    const answer = await this.hub.call(heartbeat, { timeout: 3_000 })
    return { wireVersion: answer.SYSTEM.VERSION }
  }

  /** `POST /api/auth/device/init`. */
  begin(): Promise<Authorization> {
    const { profile, name, identifier, scopes, platform, clientVersion } = this.identity
    return this.hub.call(init, {
      body: {
        client_device_identifier: identifier,
        name,
        client: profile.client,
        platform: platform ?? profile.platform,
        client_version: clientVersion ?? profile.clientVersion,
        requested_scopes: scopes ?? profile.scopes,
      },
    })
  }

  /** The address a person opens: the origin the handheld was given and the path the hub answered, joined as text. */
  approvalAddress(authorization: Authorization): string {
    return `${this.hub.origin}${authorization.verification_path_complete}`
  }

  /** One poll. Never throws for what the hub or the network does. */
  async poll(authorization: Authorization): Promise<PollAnswer> {
    try {
      const grant = await this.hub.call(token, { body: { device_code: authorization.device_code } })
      return { kind: 'granted', grant }
    } catch (error) {
      this.signal.throwIfAborted()
      return pollAnswerOf(error)
    }
  }

  /**
   * Polls until the pairing ends: one interval before each poll, the first included; `slow_down` adds five seconds
   * for good (RFC 8628 section 3.5); three other errors in a row give up.
   */
  async waitForDecision(
    authorization: Authorization,
    onPoll: (answer: PollAnswer) => void = () => {},
  ): Promise<PairingOutcome> {
    const deadline = this.surroundings.now() + authorization.expires_in * 1_000
    let interval = authorization.interval > 0 ? authorization.interval * 1_000 : 200
    let problems: string[] = []
    for (;;) {
      await this.surroundings.sleep(interval, this.signal)
      if (this.surroundings.now() >= deadline) return { kind: 'expired' }
      const answer = await this.poll(authorization)
      onPoll(answer)
      if (answer.kind === 'granted') return { kind: 'paired', grant: answer.grant }
      if (answer.kind === 'denied' || answer.kind === 'expired') return { kind: answer.kind }
      if (answer.kind === 'slow_down') interval += 5_000
      problems = answer.kind === 'error' ? [...problems, answer.problem] : []
      if (problems.length === errorsInARow) return { kind: 'failed', problems }
    }
  }

  /** Uses the token as the clients do right after pairing: the platforms, then who it belongs to. */
  async prove(accessToken: string): Promise<{ platforms: number; person: string; deviceId: string | null }> {
    const platforms = await this.hub.call(listPlatforms, { token: accessToken })
    const person = await this.hub.call(me, { token: accessToken })
    return { platforms: platforms.length, person: person.username, deviceId: person.current_device_id }
  }
}

function pollAnswerOf(error: unknown): PollAnswer {
  const word = error instanceof Refused ? error.detail : null
  if (word === 'authorization_pending') return { kind: 'pending' }
  if (word === 'slow_down') return { kind: 'slow_down' }
  if (word === 'access_denied') return { kind: 'denied' }
  if (word === 'expired_token') return { kind: 'expired' }
  return { kind: 'error', problem: error instanceof Error ? error.message : String(error) }
}
