import type { Router } from '@koa/router'
import { createCollection, emptyCollectionLists, missingCollection } from '../../../../shared/api/collections'
import { Forbidden, NotFound } from '../../../domain/errors'
import { bind } from '../../bind'
import type { RequestState } from '../../context'

/** clients.md 5.7: there are none, and clients live with that. */
export function collectionRoutes(router: Router<RequestState>): void {
  for (const list of emptyCollectionLists) bind(router, list, () => [])

  bind(router, createCollection, () => {
    throw new Forbidden('Roost keeps no collections')
  })

  for (const one of missingCollection) {
    bind(router, one, ({ params }) => {
      throw new NotFound(`Collection with id '${params.id}' not found`)
    })
  }
}
