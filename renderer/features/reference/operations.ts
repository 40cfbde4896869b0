import type { OpenApiDocument, Operation } from '../../../shared/api/openapi'

/** An operation with where it is. */
export interface Listed {
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

/** Operations that are about one kind of thing. */
export interface Resource {
  readonly name: string
  readonly operations: readonly Listed[]
}

/** In the order of the description's tags; within one, in its own order. */
export function resourcesOf(document: OpenApiDocument): Resource[] {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Listed => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  )
  return document.tags.map(({ name }) => ({
    name,
    operations: all.filter(({ operation }) => operation.tags.includes(name)),
  }))
}

/** What holds every word of the search, in its method, path, summary or scopes; resources without one are left out. */
export function searched(resources: readonly Resource[], search: string): Resource[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = ({ method, path, operation }: Listed) => {
    const text = [method, path, operation.summary, ...operation['x-required-scopes']].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  }
  return resources
    .map(({ name, operations }) => ({ name, operations: operations.filter(fits) }))
    .filter(({ operations }) => operations.length > 0)
}
