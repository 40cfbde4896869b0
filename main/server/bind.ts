import type { Router } from '@koa/router'
import type { z } from 'zod'
import type { Access, Endpoint } from '../../shared/api/endpoint'
import { nothing } from '../../shared/api/nothing'
import type { Scope } from '../../shared/scopes'
import { Forbidden, Unauthenticated } from '../domain/errors'
import { assertConfirmed, isPerson, type Principal } from '../domain/identity/principal'
import { isAccessToken } from '../domain/identity/secrets'
import { type Encoding, readBody } from './body'
import type { RequestContext, RequestState } from './context'
import { Challenged, InvalidFields } from './errors'
import { fieldProblems } from './field-problems'
import { bearerOf } from './middleware/authenticate'

/** What a handler is given: everything it may need, already checked against the contract. */
export interface Input<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly address: string
  readonly context: RequestContext
}

/** For handlers that have written the answer themselves, e.g. an event stream. */
export const answered = Symbol('answered')

type MaybePromise<Value> = Value | Promise<Value>

const bound = new WeakMap<Router<RequestState>, Endpoint[]>()

/** Every endpoint on this router, in the order it was put there: what the description of the API is made from. */
export function boundTo(router: Router<RequestState>): readonly Endpoint[] {
  return bound.get(router) ?? []
}

/** Puts an endpoint of the contract on the router: access first, then the body, then the handler. */
export function bind<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(
  router: Router<RequestState>,
  definition: Endpoint<Params, Query, Body, Answer>,
  handler: (
    input: Input<z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => MaybePromise<z.input<Answer> | typeof answered>,
): void {
  const path = definition.path.replaceAll(/\{(\w+)\}/g, ':$1')
  bound.set(router, [...boundTo(router), definition])
  router.register(path, [definition.method.toLowerCase()], async (context: RequestContext) => {
    await assertAccess(definition.access, context)
    const isWhole = context.req.complete
    context.state.assertStillIn = async () => {
      if (!isWhole) await assertAccess(definition.access, context, 'again')
    }
    const answer = await handler({
      params: check('path', definition.params, context['params']),
      query: check('query', definition.query, { ...context.query }),
      body: await checkedBody(definition, context),
      address: context.state.address,
      context,
    })
    if (answer === answered) return
    context.status = definition.status
    if (definition.status === 204) return
    context.type = 'application/json'
    context.body = JSON.stringify(answer)
  })
}

/** Who asks; for handlers of endpoints that nobody reaches anonymously. */
export function principalOf(context: RequestContext): Principal {
  const { principal } = context.state
  if (!principal) throw new Unauthenticated()
  return principal
}

async function assertAccess(access: Access, context: RequestContext, again?: 'again'): Promise<void> {
  if (access.kind === 'open') return
  const principal = await context.state.identify(again)
  if (!principal) throw unauthenticated(context)
  context.state.principal = principal
  if (principal.method === 'session') assertOwnOrigin(context)
  if (access.kind === 'person' && !isPerson(principal)) throw insufficient(context, [])
  const missing = access.scopes.filter((scope) => !principal.scopes.includes(scope))
  if (missing.length > 0) throw insufficient(context, access.scopes)
  if (access.kind === 'person' && access.isConfirmed) assertConfirmed(principal)
}

/** 401 in RomM's words (wire.md 1.3, 2.3); with what is wrong, where a Bearer token was sent (RFC 6750 section 3.1). */
function unauthenticated(context: RequestContext): Unauthenticated | Challenged {
  const token = bearerOf(context)
  if (token === null) return new Unauthenticated()
  const refusal = new Unauthenticated(isAccessToken(token) ? 'Could not validate credentials' : undefined)
  return new Challenged(refusal, 'error="invalid_token"')
}

/** @param needed the scopes that would do; none where no token does. */
function insufficient(context: RequestContext, needed: readonly Scope[]): Forbidden | Challenged {
  if (bearerOf(context) === null) return new Forbidden()
  const scope = needed.length === 0 ? '' : `, scope="${needed.join(' ')}"`
  return new Challenged(new Forbidden(), `error="insufficient_scope"${scope}`)
}

/** A cookie is sent by the browser whoever makes it ask: what changes something must come from our own page. */
export function assertOwnOrigin(context: RequestContext): void {
  if (context.method === 'GET') return
  const origin = context.req.headers.origin
  if (origin === undefined || !isOwnOrigin(origin, context.state.host)) {
    throw new Forbidden('This request did not come from a page of this hub')
  }
}

/** For what is not a cookie's doing: a page of another site is refused, a program, which sends no Origin, is not. */
export function refuseForeignOrigin(context: RequestContext): void {
  if (context.req.headers.origin !== undefined) assertOwnOrigin(context)
}

function isOwnOrigin(origin: string, host: string): boolean {
  try {
    const url = new URL(origin)
    return ['http:', 'https:'].includes(url.protocol) && url.host === new URL(`${url.protocol}//${host}`).host
  } catch {
    return false
  }
}

function check<Schema extends z.ZodType>(
  place: 'path' | 'query' | 'body',
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw new InvalidFields(fieldProblems(place, parsed.error, input))
  return parsed.data
}

/** What an endpoint without a body is sent is ignored, and not read. */
async function checkedBody<Schema extends z.ZodType>(
  {
    body: schema,
    encoding = 'json',
    bodyLimit: limit,
  }: { body: Schema; encoding?: Encoding | 'multipart' | undefined; bodyLimit?: number | undefined },
  context: RequestContext,
): Promise<z.output<Schema>> {
  // A form needs nobody's permission to be sent by a foreign page, unlike JSON; programs send no Origin.
  if (encoding !== 'json') refuseForeignOrigin(context)
  // The handler of a multipart body streams it, so that memory does not grow with its size.
  if (encoding === 'multipart' || Object.is(schema, nothing)) return check('body', schema, {})
  const body = await readBody(context.req, context.res, encoding, limit)
  await context.state.assertStillIn()
  return check('body', schema, body)
}
