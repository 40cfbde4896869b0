import type { Endpoint } from '../api/endpoint'
import { nothing } from '../api/nothing'

/**
 * The statuses with which an operation may refuse a request that reached it: what follows from its access, its
 * parameters and its body, and what it declares itself. What is refused before any operation is looked at (a broken
 * path 400, an unknown name of the hub 421) is not among them.
 */
export function refusalStatuses(endpoint: Endpoint): number[] {
  const statuses = new Set<number>(endpoint.refuses)
  if (endpoint.access.kind !== 'open') {
    // 429: guessing at passwords is limited wherever Basic is taken (W-22).
    for (const status of [401, 403, 429]) statuses.add(status)
  }
  if (hasFields(endpoint.params)) statuses.add(404)
  if (hasFields(endpoint.body)) {
    statuses.add(400).add(413)
    // The standard OAuth door has one status for what it cannot read (RFC 6749 section 5.2).
    if (endpoint.refusal === undefined) statuses.add(415)
  }
  const isChecked = [endpoint.params, endpoint.query, endpoint.body].some(hasFields)
  if (isChecked && endpoint.refusal === undefined) statuses.add(422)
  return [...statuses].sort((one, other) => one - other)
}

/** Whether an endpoint takes anything there; what is sent all the same is ignored. */
export function hasFields(schema: Endpoint['params']): boolean {
  return !Object.is(schema, nothing)
}
