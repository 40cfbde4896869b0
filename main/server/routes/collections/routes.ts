import type { Router } from '@koa/router'
import {
  createCollection,
  deleteCollection,
  getCollection,
  listCollectionIdentifiers,
  listCollections,
  listSmartCollectionIdentifiers,
  listSmartCollections,
  listVirtualCollectionIdentifiers,
  listVirtualCollections,
  updateCollection,
} from '../../../../shared/api/collections'
import { Forbidden, NotFound } from '../../../domain/errors'
import { bind } from '../../bind'
import type { RequestState } from '../../context'

const lists = [
  listCollections,
  listCollectionIdentifiers,
  listSmartCollections,
  listSmartCollectionIdentifiers,
  listVirtualCollections,
  listVirtualCollectionIdentifiers,
]

/** clients.md 5.7: there are none, and clients live with that. */
export function collectionRoutes(router: Router<RequestState>): void {
  for (const list of lists) bind(router, list, () => [])

  bind(router, createCollection, () => {
    throw new Forbidden('Roost keeps no collections')
  })

  for (const one of [getCollection, updateCollection, deleteCollection]) {
    bind(router, one, ({ params }) => {
      throw new NotFound(`Collection with id '${params.id}' not found`)
    })
  }
}
