import { z } from 'zod'
import { schemaObject, type SchemaObject } from '../api/openapi'
import { components } from './components'

/** Gathers the JSON Schemas of one description, with what they share in one place. */
export class Schemas {
  readonly shared: Record<string, SchemaObject> = {}

  /** @param io whether it describes what is sent (`input`) or what is answered. */
  of(schema: z.ZodType, io: 'input' | 'output'): SchemaObject {
    const made: unknown = z.toJSONSchema(schema, {
      io,
      metadata: components,
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => {
        Object.assign(jsonSchema, z.globalRegistry.get(zodSchema))
        // Answers grow: a client must not be told that what it does not know is wrong.
        delete jsonSchema.additionalProperties
      },
    })
    const { $schema: _, $defs = {}, ...own } = schemaObject.parse(withSharedReferences(made))
    for (const [name, definition] of Object.entries(schemaObject.parse($defs))) {
      const { id: _id, ...described } = schemaObject.parse(definition)
      this.shared[name] = described
    }
    return own
  }
}

/** zod keeps what is shared beside each schema; a description keeps it in one place for all. */
function withSharedReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSharedReferences)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [
      name,
      name === '$ref' && typeof inner === 'string'
        ? inner.replace('#/$defs/', '#/components/schemas/')
        : withSharedReferences(inner),
    ]),
  )
}
