import fc from 'fast-check'
import type { Operation, SchemaObject } from '../../../shared/api/openapi'
import { junk, nearly } from './junk'

/** A request as it is sent; path and query are written out. */
export interface BadRequest {
  readonly target: string
  readonly body: Uint8Array | null
  readonly headers: Readonly<Record<string, string>>
}

const json = 'application/json'
const form = 'application/x-www-form-urlencoded'

const types = [
  json,
  form,
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  'application/problem+json',
  'application/xml',
  ';;;',
  'JSON',
]

const brokenBodies = [
  '{',
  '{"a":',
  'null',
  '[]',
  '"text"',
  '1e999',
  '{"a":1}{"b":2}',
  '[1,2,',
  'a=1&a=2',
  '%ZZ=%00&&&=',
  '\u{FEFF}{}',
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  `{"${'k'.repeat(20_000)}":1}`,
  'x'.repeat(70_000),
].map((text) => new TextEncoder().encode(text))

const noUnicode = Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])

function written(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined')
}

/** What is there; a code stands only where codes belong, for it comes back in a refusal from elsewhere. */
export interface Existing {
  readonly ids: readonly string[]
  readonly codes: readonly string[]
}

/** Percent-encoded; a lone surrogate, which has no such form, as what a program would send for it. */
function encoded(value: unknown): string {
  return encodeURIComponent(written(value).replaceAll(/\p{Surrogate}/gu, '\u{FFFD}')).slice(0, 2_000)
}

/** What stands in a path in place of an id: junk, and ids of things that are there. */
function inPath(existing: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...existing) },
    { weight: 2, arbitrary: junk.map((value) => encoded(value) || '%20') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '0',
        '-1',
        '1.5',
        '1e3',
        'NaN',
        '%',
        '%ZZ',
        '%00',
        '%2e%2e%2f',
        '99999999999999999999',
      ),
    },
  )
}

function inQuery(names: readonly string[]): fc.Arbitrary<string> {
  const name = fc.constantFrom(...names, 'unknown', 'a[b]', '__proto__')
  const pair = fc.tuple(name, junk).map(([key, value]) => `${encodeURIComponent(key)}=${encoded(value)}`)
  // Repeated names come by themselves: there are few of them.
  return fc.array(pair, { maxLength: 4 }).map((pairs) => (pairs.length === 0 ? '' : `?${pairs.join('&')}`))
}

function formOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return written(value)
  return Object.entries(value)
    .map(([name, inner]: [string, unknown]) => `${encodeURIComponent(name)}=${encoded(inner)}`)
    .join('&')
}

function bodies(contents: readonly [string, SchemaObject][]): fc.Arbitrary<[Uint8Array | null, string]> {
  const type = fc.constantFrom(...types)
  const described = contents.map(([name, schema]) =>
    nearly(schema).map((value): [Uint8Array, string] => [
      new TextEncoder().encode(name === form ? formOf(value) : written(value)),
      name,
    ]),
  )
  return fc.oneof(
    ...described.map((arbitrary) => ({ weight: 6, arbitrary })),
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...brokenBodies, noUnicode), type) },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom(...brokenBodies, noUnicode), fc.constant(contents[0]?.[0] ?? json)),
    },
    { weight: 1, arbitrary: fc.tuple(fc.constant(null), type) },
  )
}

/** Bad requests for one operation; some are good by chance. */
export function badRequests(
  path: string,
  operation: Operation,
  existing: Existing,
): fc.Arbitrary<BadRequest> {
  const ids = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const names = operation.parameters.filter((each) => each.in === 'query').map((each) => each.name)
  const contents = Object.entries(operation.requestBody?.content ?? {}).map(
    ([type, { schema }]): [string, SchemaObject] => [type, schema],
  )
  return fc
    .record({
      ids: fc.tuple(...ids.map((name) => inPath(name.includes('code') ? existing.codes : existing.ids))),
      query: inQuery(names),
      body: bodies(contents),
    })
    .map(({ ids: values, query, body: [body, type] }) => ({
      target:
        ids.reduce((text, id, index) => text.replace(`{${id}}`, () => values[index] ?? ''), path) + query,
      body,
      headers: { 'content-type': type },
    }))
}
