/** Every scope word of the wire, in its canonical order (wire.md 2.2). */
export const scopes = [
  'me.read',
  'roms.read',
  'platforms.read',
  'assets.read',
  'devices.read',
  'firmware.read',
  'roms.user.read',
  'collections.read',
  'playlists.read',
  'me.write',
  'assets.write',
  'devices.write',
  'roms.user.write',
  'collections.write',
  'playlists.write',
  'roms.write',
  'platforms.write',
  'firmware.write',
  'users.read',
  'users.write',
  'tasks.run',
  'logs.read',
] as const

export type Scope = (typeof scopes)[number]

/** The two roles the wire knows: the owner of the hub is `admin`, every other person is `user`. */
export const roles = ['admin', 'user'] as const
export type Role = (typeof roles)[number]

const memberScopes: readonly Scope[] = scopes.slice(0, 15)

const known: ReadonlySet<string> = new Set(scopes)

/** Tells whether a word is one of the 22 scopes of wire.md 2.2. */
export function isScope(word: string): word is Scope {
  return known.has(word)
}

/** What a person of this role may do at most, in canonical order (wire.md 2.2). The one place that decides it. */
export function scopesOfRole(role: Role): readonly Scope[] {
  return role === 'admin' ? scopes : memberScopes
}

/** The known scopes among `words` that `allowed` holds too: in canonical order, each once. */
export function grantable(words: readonly string[], allowed: readonly Scope[]): Scope[] {
  const wanted = new Set(words)
  const permitted = new Set(allowed)
  return scopes.filter((scope) => wanted.has(scope) && permitted.has(scope))
}

/**
 * Scopes gathered under the plain sentences a person decides on. Every scope is in exactly one group;
 * the text of a group is the locale key `scope.<id>`.
 */
export const scopeGroups = [
  { id: 'saves', scopes: ['assets.read', 'assets.write'] },
  {
    id: 'library',
    scopes: ['roms.read', 'platforms.read', 'firmware.read', 'collections.read', 'playlists.read'],
  },
  { id: 'play', scopes: ['roms.user.read', 'roms.user.write'] },
  { id: 'devices', scopes: ['devices.read', 'devices.write'] },
  { id: 'profile', scopes: ['me.read', 'me.write'] },
  { id: 'lists', scopes: ['collections.write', 'playlists.write'] },
  { id: 'catalogue', scopes: ['roms.write', 'platforms.write', 'firmware.write'] },
  { id: 'household', scopes: ['users.read', 'users.write'] },
  { id: 'operations', scopes: ['tasks.run', 'logs.read'] },
] as const satisfies readonly { id: string; scopes: readonly Scope[] }[]

export type ScopeGroupId = (typeof scopeGroups)[number]['id']
