import type { NamedKill } from './campaign'
import type { Duty } from './keeper'
import type { Action } from './player'

/** The steps by which bytes become durable (design section 6). */
const writing = ['create', 'write', 'sync', 'close', 'rename', 'syncFolder']

function around(steps: readonly string[], area: string): string[] {
  return steps.flatMap((step) => [`before ${step} ${area}`, `after ${step} ${area}`])
}

const transaction = ['before transaction', 'before commit', 'after transaction']

function each(action: Action | Duty, points: readonly string[], nth = 1): NamedKill[] {
  return points.map((point) => ({ action, point, nth }))
}

/** Every step of everything that changes saves. */
export const namedKills: readonly NamedKill[] = [
  ...each('upload', [...around(writing, 'blobs'), ...transaction, ...around(writing, 'sidecars')]),
  // The second transaction of an action notes what was described.
  ...each('upload', transaction, 2),
  ...each('refused', ['after rename blobs', ...transaction, 'after rename sidecars']),
  ...each('confirm', transaction),
  ...each('download', transaction),
  ...each('restore', [...transaction, 'before rename sidecars', 'after rename sidecars']),
  ...each('delete', [...transaction, 'before rename sidecars', 'after rename sidecars']),
  ...each('unbin', [...transaction, 'before rename sidecars', 'after rename sidecars']),
  ...each('empty', [...transaction, 'before remove blobs', 'after remove blobs']),
  ...each('prune', [...transaction, 'before remove blobs', 'after remove blobs']),
  ...each('backup', ['before rename blobs', 'after rename blobs', 'before rename sidecars']),
  ...each('backup', ['before rename databases', 'after rename databases', 'after rename manifests']),
]
