import type { WaitingDecision } from './sync-store'

/**
 * What a decision asks of the device now (design section 7): its bytes first where the hub has none, then to take the
 * hub's. Null when it no longer holds: a permit is for the head the person saw, and for no other.
 */
export function actionOf(
  { keep, hasBytes, headVersionId }: Pick<WaitingDecision, 'keep' | 'hasBytes' | 'headVersionId'>,
  headId: number | null,
): 'upload' | 'download' | null {
  if (keep === 'device') return headVersionId === headId ? 'upload' : null
  return hasBytes ? 'download' : 'upload'
}
