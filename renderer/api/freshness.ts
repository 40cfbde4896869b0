import type { QueryClient, QueryFilters } from '@tanstack/react-query'

/**
 * Asks again for what an event made doubtful. An answer under way may be older than the event: the library would take a
 * first one for the last word, and give up any other, so that a stream of events could keep all of them away. Here it
 * arrives, and then is asked for once more.
 */
export class Freshness {
  /** By the hashes of their keys. */
  readonly #doubtful = new Set<string>()

  constructor(private readonly queries: QueryClient) {
    queries.getQueryCache().subscribe(({ type, query }) => {
      const { queryHash } = query
      if (type === 'removed') this.#doubtful.delete(queryHash)
      if (query.state.fetchStatus !== 'idle' || !this.#doubtful.delete(queryHash)) return
      queueMicrotask(() => this.doubt({ predicate: (each) => each.queryHash === queryHash }))
    })
  }

  doubt(filters: QueryFilters = {}): void {
    for (const query of this.queries.getQueryCache().findAll(filters)) {
      if (query.state.fetchStatus !== 'idle') this.#doubtful.add(query.queryHash)
    }
    void this.queries.invalidateQueries(filters, { cancelRefetch: false })
  }
}
