import { createHash } from 'node:crypto'
import type { DescriptionStore, VersionDescription } from '../saves/blob-store-description'

/**
 * Copies every description that the other store does not have, or has otherwise.
 * @param how.onlyNew leaves those it has as they are.
 */
export async function copyDescriptions(
  from: DescriptionStore,
  to: DescriptionStore,
  { signal, onlyNew = false }: { readonly signal: AbortSignal; readonly onlyNew?: boolean },
): Promise<void> {
  const there = new Map<number, string>()
  for await (const found of to.descriptions()) {
    if (found.kind === 'description') there.set(found.description.versionId, digestOf(found.description))
  }
  for await (const found of from.descriptions()) {
    signal.throwIfAborted()
    if (found.kind !== 'description') continue
    const { description } = found
    const other = there.get(description.versionId)
    const isWanted = onlyNew ? other === undefined : other !== digestOf(description)
    if (isWanted) await to.describe(description)
  }
}

/** Short, for as many as there are versions are kept in memory. */
function digestOf(description: VersionDescription): string {
  return createHash('sha256').update(JSON.stringify(description), 'utf8').digest('base64url')
}
