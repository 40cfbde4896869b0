import { z } from 'zod'
import { endpoint, withScopes } from './endpoint'
import { nothing } from './nothing'

const read = withScopes('collections.read')
const write = withScopes('collections.write')

/** Roost keeps no collections: the lists are empty in the shapes clients read (clients.md 5.7). */
const emptyList = {
  method: 'GET',
  summary: 'Always empty: Roost keeps no collections (clients.md 5.7).',
  access: read,
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.array(z.never()),
} as const

export const listCollections = endpoint({ ...emptyList, path: '/api/collections' })

export const listCollectionIdentifiers = endpoint({ ...emptyList, path: '/api/collections/identifiers' })

export const listSmartCollections = endpoint({ ...emptyList, path: '/api/collections/smart' })

export const listSmartCollectionIdentifiers = endpoint({
  ...emptyList,
  path: '/api/collections/smart/identifiers',
})

export const listVirtualCollections = endpoint({ ...emptyList, path: '/api/collections/virtual' })

export const listVirtualCollectionIdentifiers = endpoint({
  ...emptyList,
  path: '/api/collections/virtual/identifiers',
})

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
  summary: 'Always 404: Roost keeps no collections (clients.md 5.7).',
  path: '/api/collections/{id}',
  status: 200,
  params: z.object({ id: z.string().max(255) }),
  query: nothing,
  body: nothing,
  answer: z.never(),
} as const

/** There is no collection to read, change or delete. */
export const getCollection = endpoint({ ...one, method: 'GET', access: read })

export const updateCollection = endpoint({ ...one, method: 'PUT', access: write })

export const deleteCollection = endpoint({ ...one, method: 'DELETE', access: write })
