import type { ScopeGroupId } from '../../../shared/scopes'

/** What every known client needs to keep saves; everything further is switched on by the person. */
export const defaultGroups: ReadonlySet<ScopeGroupId> = new Set([
  'saves',
  'library',
  'play',
  'devices',
  'profile',
])
