import { z } from 'zod'
import { scopes } from '../scopes'
import { endpoint, open } from './endpoint'
import { nothing } from './nothing'

/** A JSON Schema (2020-12), which OpenAPI 3.1 takes as it is. */
export const schemaObject = z.record(z.string(), z.unknown())
export type SchemaObject = z.infer<typeof schemaObject>

const content = z.record(z.string(), z.strictObject({ schema: schemaObject }))

const parameter = z.strictObject({
  name: z.string(),
  in: z.enum(['path', 'query']),
  required: z.boolean(),
  schema: schemaObject,
})

const response = z.strictObject({ description: z.string(), content: content.optional() })

/** Who may call: the words of `Access`, with `confirmed` for what an owner does to others. */
export const accessWords = ['open', 'scopes', 'person', 'confirmed'] as const

export const operation = z.strictObject({
  operationId: z.string(),
  tags: z.array(z.string()),
  summary: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(parameter),
  requestBody: z.strictObject({ required: z.boolean(), content }).optional(),
  responses: z.record(z.string().regex(/^[1-5]\d\d$|^default$/), response),
  'x-access': z.enum(accessWords),
  'x-required-scopes': z.array(z.enum(scopes)),
})
export type Operation = z.infer<typeof operation>

/** The part of OpenAPI 3.1 that the hub's description uses. */
export const openApiDocument = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.array(z.strictObject({ url: z.string() })),
  tags: z.array(z.strictObject({ name: z.string() })),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'post', 'put', 'delete']), operation),
  ),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[\w.-]+$/), schemaObject),
    securitySchemes: z.record(z.string(), z.record(z.string(), z.string())),
  }),
})
export type OpenApiDocument = z.infer<typeof openApiDocument>

export const getOpenApi = endpoint({
  method: 'GET',
  path: '/api/openapi.json',
  summary: 'This description of the API, in OpenAPI 3.1.',
  access: open,
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: openApiDocument,
})

/** Where RomM's tools look for it (wire.md 1.1). */
export const getRommOpenApi = endpoint({
  ...getOpenApi,
  path: '/openapi.json',
  summary: 'The same description, where RomM has its own (wire.md 1.1).',
})
