import type { z } from 'zod'
import type { Scope } from '../scopes'

/**
 * Who may call an endpoint.
 * - `open`: anybody; credentials that are sent are not looked at.
 * - `scopes`: any credential that holds all the scopes.
 * - `person`: the window, a session, real Basic or an access token, holding all the scopes; a client token gets 403
 *   whatever its scopes are (W-16). `isConfirmed`: what an owner does to others; a session over plain HTTP must have
 *   shown its password within the last 15 minutes (design section 4).
 */
export type Access =
  | { readonly kind: 'open' }
  | { readonly kind: 'scopes'; readonly scopes: readonly Scope[] }
  | { readonly kind: 'person'; readonly scopes: readonly Scope[]; readonly isConfirmed?: true }

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** One operation of the HTTP contract. Server, window and tests are made from the same object. */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly method: Method
  /** With `{name}` for each path parameter, e.g. `/api/auth/device/pending/{user_code}`. */
  readonly path: string
  readonly summary: string
  readonly access: Access
  /**
   * How the body is encoded; JSON when absent. `either` for routes whose RomM clients send a form. A `multipart` body is
   * streamed by the handler.
   */
  readonly encoding?: 'json' | 'form' | 'either' | 'multipart'
  readonly status: 200 | 201 | 204
  /** A second status of success, with the same body. */
  readonly otherStatus?: 200 | 206
  /** The media types of the answer; JSON when absent. */
  readonly produces?: string | readonly string[]
  /** Statuses of refusals beside those that follow from access, parameters and body. */
  readonly refuses?: readonly (400 | 401 | 403 | 404 | 409 | 410 | 416 | 429 | 503 | 507)[]
  /** The body of its refusals, where it is not that of the rest of the API. */
  readonly refusal?: z.ZodType
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly answer: Answer
  /** The most bytes of a JSON body; 64 KiB when absent. */
  readonly bodyLimit?: number
}

/** Keeps the exact schema types of an endpoint while checking its form. */
export function endpoint<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(definition: Endpoint<Params, Query, Body, Answer>): Endpoint<Params, Query, Body, Answer> {
  return definition
}

export const open: Access = { kind: 'open' }

/** Any credential with these scopes. */
export function withScopes(...scopes: readonly Scope[]): Access {
  return { kind: 'scopes', scopes }
}

/** An owner doing something to others: like {@link personWith}, and recently confirmed. */
export function ownerWith(...scopes: readonly Scope[]): Access {
  return { kind: 'person', scopes, isConfirmed: true }
}

/** A person at the window or signed in, with these scopes; never a client token. */
export function personWith(...scopes: readonly Scope[]): Access {
  return { kind: 'person', scopes }
}
