import { confirmationRequired } from '../../../shared/api/session'
import type { Scope } from '../../../shared/scopes'
import { Forbidden } from '../errors'
import type { Person } from '../people/person'
import type { AccessGrant } from '../tokens/access-grant'

/** Who makes a request, by which credential, and what that credential may do. */
export interface Principal {
  readonly person: Person
  /** The credential's scopes ∩ the person's current ones (wire.md 2.3). */
  readonly scopes: readonly Scope[]
  readonly method: 'window' | 'session' | 'basic' | 'token' | 'access'
  /** The device a client token is bound to. */
  readonly deviceId: string | null
  readonly sessionId: string | null
  /** True for a browser over plain HTTP that has not shown its password lately (design section 4). */
  readonly needsConfirmation?: boolean
  /** The client token in use. */
  readonly tokenId: number | null
  /** Whether that token came from a pairing code, and so belongs to the first device it names. */
  readonly isExchanged?: boolean
  /** The access grant in use (wire.md 2.5). */
  readonly grant: Pick<AccessGrant, 'id' | 'family' | 'accessExpiresAt'> | null
}

/** A client token is a program's credential; everything else is a person present (design section 4, W-16). */
export function isPerson(principal: Principal): boolean {
  return principal.method !== 'token'
}

/** An owner at the window or signed in: the only one who may do something to other people's things. */
export function isOwnerPresent(principal: Principal): boolean {
  return isPerson(principal) && principal.person.role === 'admin'
}

/** For what is done to others. @throws Forbidden with a word by which the page knows to ask for the password. */
export function assertConfirmed(principal: Principal): void {
  if (principal.needsConfirmation) throw new Forbidden('Confirm your password to go on', confirmationRequired)
}
