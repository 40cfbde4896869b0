import fc from 'fast-check'
import { type SchemaObject, schemaObject } from '../../../shared/api/openapi'

/** What numbers, texts and lists of a program that is wrong look like. */
const extremes = [
  -1,
  0,
  -0,
  1.5,
  2 ** 31,
  2 ** 53 + 2,
  -(2 ** 63),
  1e308,
  '',
  ' ',
  'null',
  'true',
  '1e999',
  '-1',
  '0x10',
  '١٢٣',
  'a'.repeat(10_000),
  'é'.repeat(300),
  '😀'.repeat(256),
  '\u202Egnp.exe',
  'zero\0byte',
  '\uD800',
  '../../etc/passwd',
  "' OR 1=1 --",
  '%00',
  '{{7*7}}',
  '__proto__',
  null,
  true,
  [],
  {},
  [[]],
  [null],
  { length: 1e9 },
  { toString: 1 },
  JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}') as unknown,
]

export const junk: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...extremes) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
)

const asObject = (value: unknown): SchemaObject => {
  const parsed = schemaObject.safeParse(value)
  return parsed.success ? parsed.data : {}
}

/** Values that fit a JSON Schema as far as its types, sizes and words go; patterns are not followed. */
export function fitting(schema: SchemaObject): fc.Arbitrary<unknown> {
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]))
  if ('const' in schema) return fc.constant(schema['const'])
  const choices: unknown = schema['anyOf'] ?? schema['oneOf']
  if (Array.isArray(choices)) return fc.oneof(...choices.map((choice) => fitting(asObject(choice))))
  switch (schema['type']) {
    case 'string':
      return texts(schema)
    case 'integer':
    case 'number':
      return fc.integer({ min: 1, max: 100 })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(fitting(asObject(schema['items'])), { minLength: 1, maxLength: 3 })
    case 'object':
      return fc.record(fieldsOf(schema))
    default:
      return junk
  }
}

function texts(schema: SchemaObject): fc.Arbitrary<string> {
  const limit = (name: string, otherwise: number) => {
    const value = schema[name]
    return typeof value === 'number' ? value : otherwise
  }
  const minLength = limit('minLength', 0)
  const maxLength = Math.max(minLength, Math.min(limit('maxLength', 40), 300))
  return fc.oneof(
    fc.constantFrom('me.read', 'owner', 'AAAAAAAA', 'aa:bb:cc:dd:ee:ff', '192.0.2.7', 'a@example.org'),
    fc.string({ unit: 'grapheme', minLength, maxLength }),
  )
}

export function fieldsOf(schema: SchemaObject): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(
    Object.entries(asObject(schema['properties'])).map(([name, field]) => [name, fitting(asObject(field))]),
  )
}

/** Something that nearly fits: one field is wrong, missing, or there is one too many. */
export function nearly(schema: SchemaObject): fc.Arbitrary<unknown> {
  const fields = fieldsOf(schema)
  const names = Object.keys(fields)
  if (names.length === 0) return junk
  return fc
    .tuple(
      fc.record(fields),
      fc.constantFrom(...names, 'unknown'),
      junk,
      fc.constantFrom('wrong', 'missing', 'right'),
    )
    .map(([whole, name, wrong, how]) => {
      if (how === 'right') return whole
      const changed: Record<string, unknown> = { ...whole, [name]: wrong }
      if (how === 'missing') delete changed[name]
      return changed
    })
}
