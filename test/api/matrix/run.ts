import { z } from 'zod'
import { originOf, call, type CallOptions, type Reply } from '../call'
import type { Endpoint } from '../../../shared/api/endpoint'
import { expectedOf, nobodysId } from './legend'
import type { Asked, Column, Table } from './table'
import type { Token, World } from './world'

/** One request of a situation, and what must come of it. */
interface Case {
  readonly options: CallOptions
  /** What `detail` says in place of the legend's, where it depends on the credential. */
  readonly detail?: string
  readonly challenge: string | null
  /** Whose things the path names. */
  readonly person: number
  readonly query: string
}

/** Everything that is not as the table says, as sentences. */
export interface Outcome {
  readonly cases: number
  readonly wrong: readonly string[]
}

export async function tryRoute(
  endpoint: Endpoint,
  table: Table,
  column: Column,
  world: World,
): Promise<Outcome> {
  const route = `${endpoint.method} ${endpoint.path}`
  const word = table.rows.get(route)?.get(column) ?? '-'
  if (word === '-') return { cases: 0, wrong: [] }
  const cases = await casesOf(column, endpoint, world)
  const wrong: string[] = []
  for (const each of cases) {
    const reply = await send(endpoint, table.asked[route], each, world)
    const problem = problemWith(reply, word, each, world)
    if (problem !== null) wrong.push(`${route}, ${column}: ${word} was expected; ${problem}`)
  }
  return { cases: cases.length, wrong }
}

async function casesOf(column: Column, endpoint: Endpoint, world: World): Promise<Case[]> {
  const { owner, kim } = world
  const about = (person: number): Pick<Case, 'person' | 'query'> => ({
    person,
    query: takesPerson(endpoint) ? `?person=${person}` : '',
  })
  const plain = { person: owner, query: '', challenge: null }
  const refusedTokens = (tokens: readonly Token[]): Case[] =>
    tokens.map(({ authorization, detail }) => ({
      ...plain,
      options: { as: authorization },
      detail,
      challenge: 'Bearer error="invalid_token"',
    }))
  const cookie = (value: string, headers = {}) => ({ headers: { cookie: value, ...headers } })
  switch (column) {
    case 'no credential':
      return [{ ...plain, options: {}, challenge: 'Bearer' }]
    case 'wrong':
      return refusedTokens(world.wrong)
    case 'expired':
      return refusedTokens(world.expired)
    case 'revoked':
      return refusedTokens(world.revoked)
    case 'scope missing':
      return (await tokensWithout(endpoint, world)).map((as) => ({
        ...plain,
        options: { as },
        challenge: `Bearer error="insufficient_scope", scope="${scopesOf(endpoint).join(' ')}"`,
      }))
    case 'client token':
      return [{ ...plain, options: { as: world.allScopes }, challenge: 'Bearer error="insufficient_scope"' }]
    case "other's object":
      return [{ options: { as: world.asKim }, challenge: null, ...about(owner) }]
    case 'no Origin':
      return [{ ...plain, options: cookie(world.browser) }]
    case 'unconfirmed':
      return [
        { options: cookie(world.phone, { origin: originOf(world.hub) }), challenge: null, ...about(kim) },
      ]
  }
}

function scopesOf({ access }: Endpoint) {
  return access.kind === 'open' ? [] : access.scopes
}

async function tokensWithout(endpoint: Endpoint, world: World): Promise<string[]> {
  const kinds = endpoint.access.kind === 'person' ? (['access'] as const) : (['client', 'access'] as const)
  const pairs = scopesOf(endpoint).flatMap((scope) => kinds.map((kind) => [scope, kind] as const))
  return Promise.all(pairs.map(([scope, kind]) => world.without(scope, kind)))
}

function takesPerson({ query }: Endpoint): boolean {
  return query instanceof z.ZodObject && 'person' in query.shape
}

function send(endpoint: Endpoint, asked: Table['asked'][string] | undefined, each: Case, world: World) {
  const { json, form }: Asked = (typeof asked === 'function' ? asked(world) : asked) ?? {}
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    idFor(endpoint.path, name, each, world),
  )
  return call(world.hub, endpoint.method, path + each.query, {
    ...each.options,
    ...(json === undefined ? {} : { body: json }),
    ...(form === undefined ? {} : { raw: String(new URLSearchParams(form)) }),
    headers: {
      ...each.options.headers,
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    },
  })
}

function idFor(path: string, name: string, { person }: Case, world: World): string {
  if (name === 'user_code') return world.userCode
  if (name === 'code') return 'WRONGCODE'
  if (name === 'session_id') return world.session
  if (path.startsWith('/api/devices/')) return world.device
  if (path.startsWith('/api/client-tokens/')) return String(world.token)
  if (/^\/api\/(?:users|people)\//.test(path)) return String(person)
  if (name === 'name') return 'a%20name'
  if (
    /^\/api\/(?:platforms|roms|collections|library|saves|states|lines|versions|screenshots|play-sessions|jobs|sync|conflicts|notices|import)\//.test(
      path,
    )
  ) {
    return nobodysId
  }
  throw new Error(`The matrix has no ${name} for ${path}: add one to the world`)
}

function problemWith(reply: Reply, word: string, each: Case, world: World): string | null {
  const { status, body } = expectedOf(word, world)
  const exact = word === '401' && each.detail !== undefined ? { detail: each.detail } : body
  const got = `${reply.status} ${reply.text.slice(0, 200)}`
  if (reply.status !== status) return `it was ${got}`
  if (exact !== undefined && JSON.stringify(exact) !== JSON.stringify(reply.body)) return `it was ${got}`
  const isRefusal = word === '401' || word === '403'
  const challenge = reply.headers['www-authenticate'] ?? null
  return isRefusal && challenge !== each.challenge ? `WWW-Authenticate was ${challenge}` : null
}
