import { createHash } from 'node:crypto'
import type { DescriptionStore, VersionDescription } from '../saves/blob-store-description'

/** Copies every description that the other store does not have, or has otherwise. */
export async function copyDescriptions(
  from: DescriptionStore,
  to: DescriptionStore,
  signal: AbortSignal,
): Promise<void> {
  const there = new Map<number, string>()
  for await (const found of to.descriptions()) {
    if (found.kind === 'description') there.set(found.description.versionId, digestOf(found.description))
  }
  for await (const found of from.descriptions()) {
    signal.throwIfAborted()
    if (found.kind !== 'description') continue
    const { description } = found
    if (there.get(description.versionId) !== digestOf(description)) await to.describe(description)
  }
}

/** Short, for as many as there are versions are kept in memory. */
function digestOf(description: VersionDescription): string {
  return createHash('sha256').update(JSON.stringify(description), 'utf8').digest('base64url')
}
