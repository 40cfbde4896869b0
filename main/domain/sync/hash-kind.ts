import { knownClient } from '../../../shared/known-devices'
import type { HashKind } from './decide'

/** Programs whose `content_hash` is the last one the hub named, by the id of the known-client table (clients.md 6.5). */
const lastServer: ReadonlySet<string> = new Set(['argosy'])

/** What the hashes of a program mean; one that nobody has described hashes what it holds, as RomM asks. */
export function hashKindOf(client: string | null): HashKind {
  return client !== null && lastServer.has(knownClient(client).id) ? 'last-server' : 'local'
}
