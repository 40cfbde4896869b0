import { z } from 'zod'
import { endpoint, withScopes } from './endpoint'
import { nothing } from './nothing'

const read = withScopes('collections.read')
const write = withScopes('collections.write')

const emptyList = {
  method: 'GET',
  access: read,
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.array(z.never()),
} as const

/** Roost keeps no collections: the lists are empty in the shapes clients read (clients.md 5.7). */
export const emptyCollectionLists = [
  endpoint({ ...emptyList, path: '/api/collections', summary: 'Always empty.' }),
  endpoint({ ...emptyList, path: '/api/collections/identifiers', summary: 'Always empty.' }),
  endpoint({ ...emptyList, path: '/api/collections/smart', summary: 'Always empty.' }),
  endpoint({ ...emptyList, path: '/api/collections/smart/identifiers', summary: 'Always empty.' }),
  endpoint({ ...emptyList, path: '/api/collections/virtual', summary: 'Always empty.' }),
  endpoint({ ...emptyList, path: '/api/collections/virtual/identifiers', summary: 'Always empty.' }),
]

export const createCollection = endpoint({
  method: 'POST',
  path: '/api/collections',
  summary: 'Always refused with 403, which clients only note down (clients.md 5.7).',
  access: write,
  status: 201,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.never(),
})

const one = {
  path: '/api/collections/{id}',
  status: 200,
  params: z.object({ id: z.string().max(255) }),
  query: nothing,
  body: nothing,
  answer: z.never(),
} as const

/** There is no collection to read, change or delete: always 404. */
export const missingCollection = [
  endpoint({ ...one, method: 'GET', access: read, summary: 'Always 404.' }),
  endpoint({ ...one, method: 'PUT', access: write, summary: 'Always 404.' }),
  endpoint({ ...one, method: 'DELETE', access: write, summary: 'Always 404.' }),
]
