import type { Scope } from '../../../shared/scopes'

const sorted = new WeakMap<readonly Scope[], Scope[]>()

/** In the order of the wire: by letter (wire.md 3.4). Many tokens share one list, which is sorted once. */
export function sortedScopes(scopes: readonly Scope[]): Scope[] {
  const known = sorted.get(scopes)
  if (known) return known
  const result = [...scopes].sort()
  sorted.set(scopes, result)
  return result
}
