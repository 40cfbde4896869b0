import type { Scope } from '../../../shared/scopes'

/**
 * One access token with the refresh token that came with it (wire.md 2.5). All that descend from one sign-in are a
 * family: a refresh token used twice means a copy exists, and ends the whole family (RFC 9700 section 4.14).
 */
export interface AccessGrant {
  readonly id: number
  readonly family: string
  readonly personId: number
  readonly scopes: readonly Scope[]
  readonly accessHash: string
  readonly accessExpiresAt: string
  readonly refreshHash: string
  readonly refreshExpiresAt: string
  /** When its refresh token was used up. */
  readonly refreshedAt: string | null
  readonly createdAt: string
}

export type NewAccessGrant = Omit<AccessGrant, 'id'>

export interface AccessGrantReader {
  byAccessHash(hash: string): Promise<AccessGrant | null>
  byRefreshHash(hash: string): Promise<AccessGrant | null>
}

export interface AccessGrantWriter extends AccessGrantReader {
  insert(grant: NewAccessGrant): Promise<void>
  /** Compare-and-set: true if this call used the refresh token up, false if it was used before. */
  useRefresh(id: number, at: string): Promise<boolean>
  /** Its access token ends; its refresh token stays. */
  endAccess(id: number, at: string): Promise<void>
  deleteFamily(family: string): Promise<number>
  deleteOfPerson(personId: number): Promise<number>
  /** Grants whose refresh token has ended. */
  deleteExpired(at: string): Promise<number>
}
