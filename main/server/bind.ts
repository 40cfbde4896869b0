import type { Router } from '@koa/router'
import type { z } from 'zod'
import type { Access, Endpoint } from '../../shared/api/endpoint'
import { nothing } from '../../shared/api/nothing'
import { Forbidden, Unauthenticated } from '../domain/errors'
import { isPerson, type Principal } from '../domain/identity/principal'
import { readJson } from './body'
import type { RequestContext, RequestState } from './context'
import { InvalidFields } from './errors'
import { fieldProblems } from './field-problems'

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
  router.register(path, [definition.method.toLowerCase()], async (context: RequestContext) => {
    await assertAccess(definition.access, context)
    const answer = await handler({
      params: check('path', definition.params, context['params']),
      query: check('query', definition.query, { ...context.query }),
      body: await checkedBody(definition.body, context, definition.bodyLimit),
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

async function assertAccess(access: Access, context: RequestContext): Promise<void> {
  if (access.kind === 'open') return
  context.state.principal = await context.state.identify()
  const principal = principalOf(context)
  if (principal.method === 'session') assertOwnOrigin(context)
  if (access.kind === 'person' && !isPerson(principal)) throw new Forbidden()
  if (!access.scopes.every((scope) => principal.scopes.includes(scope))) throw new Forbidden()
}

/** A cookie is sent by the browser whoever makes it ask: what changes something must come from our own page. */
export function assertOwnOrigin(context: RequestContext): void {
  if (context.method === 'GET') return
  const origin = context.req.headers.origin
  if (origin === undefined || !isOwnOrigin(origin, context.state.host)) {
    throw new Forbidden('This request did not come from a page of this hub')
  }
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
  schema: Schema,
  context: RequestContext,
  limit: number | undefined,
): Promise<z.output<Schema>> {
  const isNothing = Object.is(schema, nothing)
  return check('body', schema, isNothing ? {} : await readJson(context.req, context.res, limit))
}
