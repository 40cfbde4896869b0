import { type SchemaObject, schemaObject } from '../../../shared/api/openapi'

/** One value of a body, by its way down: `devices[].name`. */
export interface Field {
  readonly name: string
  readonly type: string
  readonly isRequired: boolean
}

export type Shared = Readonly<Record<string, SchemaObject>>

const objectOf = (value: unknown): SchemaObject => schemaObject.safeParse(value).data ?? {}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** The name of a shared object a schema refers to. */
function referredTo(schema: SchemaObject): string | null {
  return textOf(schema['$ref'])?.split('/').at(-1) ?? null
}

function choicesOf(schema: SchemaObject): SchemaObject[] {
  const choices: unknown = schema['anyOf'] ?? schema['oneOf']
  return Array.isArray(choices) ? choices.map(objectOf) : []
}

function limitsOf(schema: SchemaObject): string {
  const [from, to] = [schema['minLength'], schema['maxLength']]
  if (typeof from === 'number' && typeof to === 'number') return ` ${from}–${to}`
  return typeof to === 'number' ? ` ≤${to}` : ''
}

/** A type in the words of JSON Schema, short enough for one line. */
export function typeOf(schema: SchemaObject, isWithin = false): string {
  const reference = referredTo(schema)
  if (reference !== null) return reference
  const choices = choicesOf(schema)
  if (choices.length > 0) return choices.map((choice) => typeOf(choice, isWithin)).join(' | ')
  const words: unknown = schema['enum']
  if (Array.isArray(words)) {
    return words.length > 8 ? 'enum' : words.map((word) => JSON.stringify(word)).join(' | ')
  }
  if ('const' in schema) return JSON.stringify(schema['const'])
  const type = textOf(schema['type'])
  if (type === 'array') return `${typeOf(objectOf(schema['items']), true)}[]`
  if (type === null) return 'any'
  return (textOf(schema['format']) ?? type) + (isWithin ? '' : limitsOf(schema))
}

/** The fields of an object, those of a list's objects with `[]` before them. */
export function fieldsOf(schema: SchemaObject, shared: Shared, before = ''): Field[] {
  const reference = referredTo(schema)
  if (reference !== null) return fieldsOf(shared[reference] ?? {}, {}, before)
  if (schema['type'] === 'array') return fieldsOf(objectOf(schema['items']), shared, `${before}[].`)
  const required: unknown = schema['required']
  return Object.entries(objectOf(schema['properties'])).map(([name, field]) => ({
    name: before + name,
    type: typeOf(objectOf(field)),
    isRequired: Array.isArray(required) && required.includes(name),
  }))
}

/** A value that stands for the real one in an example. */
export function exampleOf(schema: SchemaObject, shared: Shared): unknown {
  const reference = referredTo(schema)
  if (reference !== null) return exampleOf(shared[reference] ?? {}, {})
  const [choice] = choicesOf(schema)
  if (choice) return exampleOf(choice, shared)
  const words: unknown = schema['enum']
  if (Array.isArray(words)) return words[0] as unknown
  if ('default' in schema) return schema['default']
  switch (schema['type']) {
    case 'object':
      return Object.fromEntries(
        fieldsOf(schema, shared)
          .filter(({ isRequired }) => isRequired)
          .map(({ name }) => [name, exampleOf(objectOf(objectOf(schema['properties'])[name]), shared)]),
      )
    case 'array':
      return [exampleOf(objectOf(schema['items']), shared)]
    case 'integer':
    case 'number':
      return 1
    case 'boolean':
      return true
    default:
      return '…'
  }
}
