import type { Access, Endpoint } from '../api/endpoint'
import { type OpenApiDocument, type Operation, type SchemaObject, schemaObject } from '../api/openapi'
import { refusalBody } from '../errors'
import { hasFields, refusalStatuses } from './refusals'
import { Schemas } from './schemas'

/** The hub a description is of. */
export interface DescribedHub {
  readonly version: string
  /** The name of its session cookie. */
  readonly cookie: string
}

const introduction = [
  "RomM's wire protocol and Roost's own API. Every path is answered with and without a trailing slash.",
  'Times are UTC with milliseconds and Z.',
  'A request that reaches no operation is refused with 400 (a path that cannot be read), 404, 405 or 421 (a host name',
  'this hub does not answer to). A cookie needs an Origin of this hub on every method but GET.',
].join(' ')

const form = 'application/x-www-form-urlencoded'
const json = 'application/json'
const multipart = 'multipart/form-data'

/** The parts of an upload (wire.md 6.3); their bytes have no schema. */
const uploadSchema = { type: 'object', properties: { saveFile: {}, screenshotFile: {} } }

const meanings: Readonly<Record<number, string>> = {
  200: 'Done',
  201: 'Made',
  206: 'A part of it',
  204: 'Done; without a body',
  400: 'The request cannot be read, or makes no sense now',
  401: 'Without a credential that is good',
  403: 'This credential may not do it',
  404: 'It is not there, or not for this person to see',
  409: 'It does not fit what is there now',
  410: 'It is decided already',
  413: 'The body is too large',
  415: 'The body is of another type',
  416: 'The range lies outside the file',
  422: 'A field does not fit; detail lists which',
  429: 'Too many attempts; Retry-After says when to try again',
  503: 'Not now; it can be asked again in a while',
  507: 'The disk is full; nothing was stored',
}

/**
 * Describes endpoints in OpenAPI 3.1: made from the same objects that the server checks requests with. Pure; operations
 * keep the order they are given in.
 */
export function describeApi(endpoints: readonly Endpoint[], hub: DescribedHub): OpenApiDocument {
  const schemas = new Schemas()
  const paths: OpenApiDocument['paths'] = {}
  for (const endpoint of endpoints) {
    const operations = (paths[endpoint.path] ??= {})
    operations[methodOf(endpoint)] = operationOf(endpoint, schemas)
  }
  const names = endpoints.map(({ path }) => resourceOf(path))
  return {
    openapi: '3.1.0',
    info: { title: 'Roost', version: hub.version, description: introduction },
    servers: [{ url: '/' }],
    tags: [...new Set(names)].sort().map((name) => ({ name })),
    paths,
    components: { schemas: schemas.shared, securitySchemes: securitySchemes(hub.cookie) },
  }
}

function methodOf({ method }: Endpoint): 'get' | 'post' | 'put' | 'delete' {
  switch (method) {
    case 'GET':
      return 'get'
    case 'POST':
      return 'post'
    case 'PUT':
      return 'put'
    case 'DELETE':
      return 'delete'
  }
}

function operationOf(endpoint: Endpoint, schemas: Schemas): Operation {
  const { access } = endpoint
  const requestBody = requestBodyOf(endpoint, schemas)
  return {
    operationId: operationIdOf(endpoint),
    tags: [resourceOf(endpoint.path)],
    summary: forReaders(endpoint.summary),
    security: securityOf(access),
    parameters: [
      ...parametersOf('path', schemas.of(endpoint.params, 'input')),
      ...parametersOf('query', schemas.of(endpoint.query, 'input')),
    ],
    ...(requestBody === null ? {} : { requestBody }),
    responses: responsesOf(endpoint, schemas),
    'x-access': access.kind === 'person' && access.isConfirmed ? 'confirmed' : access.kind,
    'x-required-scopes': access.kind === 'open' ? [] : [...access.scopes],
  }
}

/** Without where our own notes say so, which a reader of the description does not have; RFCs stay. */
function forReaders(summary: string): string {
  return summary.replaceAll(/\s*\((?:(?:wire|own|clients|cli)\.md|design section|W-\d)[^)]*\)/g, '')
}

/** `GET /api/users/{id}` is `getApiUsersById`. */
function operationIdOf({ method, path }: Endpoint): string {
  const words = path.replaceAll(/\{(\w+)\}/g, 'by_$1').split(/[^a-z0-9]+/i)
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

/** The word operations are gathered under: the first of the path below `/api`. */
function resourceOf(path: string): string {
  return path.replace(/^\/api\//, '/').split(/[/.]+/)[1] ?? path
}

function parametersOf(place: 'path' | 'query', schema: SchemaObject): Operation['parameters'] {
  const required: unknown = schema['required']
  return Object.entries(schemaObject.parse(schema['properties'] ?? {})).map(([name, described]) => ({
    name,
    in: place,
    required: place === 'path' || (Array.isArray(required) && required.includes(name)),
    schema: schemaObject.parse(described),
  }))
}

function requestBodyOf({ body, encoding = 'json' }: Endpoint, schemas: Schemas) {
  if (encoding === 'multipart') return { required: true, content: { [multipart]: { schema: uploadSchema } } }
  if (!hasFields(body)) return null
  const schema = schemas.of(body, 'input')
  const types = { json: [json], form: [form], either: [json, form] }[encoding]
  return {
    required: encoding !== 'form',
    content: Object.fromEntries(types.map((type) => [type, { schema }])),
  }
}

function responsesOf(endpoint: Endpoint, schemas: Schemas): Operation['responses'] {
  const answers = [endpoint.status, endpoint.otherStatus].filter((status) => status !== undefined)
  const schema = schemas.of(endpoint.answer, 'output')
  const answer = Object.fromEntries([endpoint.produces ?? json].flat().map((type) => [type, { schema }]))
  const refusal = { [json]: { schema: schemas.of(endpoint.refusal ?? refusalBody, 'output') } }
  return Object.fromEntries([
    ...answers.map((status) => response(status, status === 204 ? undefined : answer)),
    ...refusalStatuses(endpoint).map((status) => response(status, refusal)),
  ])
}

function response(
  status: number,
  content: Operation['responses'][string]['content'],
): [number, Operation['responses'][string]] {
  return [status, { description: meanings[status] ?? `Status ${status}`, ...(content ? { content } : {}) }]
}

/** Each entry is one way in; the words with it are the scopes the credential must hold. */
function securityOf(access: Access): Operation['security'] {
  if (access.kind === 'open') return []
  const ways = ['session', 'basic', 'accessToken', ...(access.kind === 'scopes' ? ['clientToken'] : [])]
  return ways.map((way) => ({ [way]: [...access.scopes] }))
}

function securitySchemes(cookie: string): OpenApiDocument['components']['securitySchemes'] {
  return {
    session: {
      type: 'apiKey',
      in: 'cookie',
      name: cookie,
      description: 'A signed-in browser or linked phone.',
    },
    basic: {
      type: 'http',
      scheme: 'basic',
      description: 'Name and password; or a client token as the password, which then counts as that token.',
    },
    accessToken: {
      type: 'http',
      scheme: 'bearer',
      description: 'An access token from POST /api/token.',
    },
    clientToken: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'rmm_ and 64 hexadecimal digits',
      description: 'A client token: from pairing, or made by a person.',
    },
  }
}
