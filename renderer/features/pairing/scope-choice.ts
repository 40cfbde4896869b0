import { isScope, scopeGroups, type Scope, type ScopeGroupId } from '../../../shared/scopes'
import type { TextKey } from '../../locales/text-key'

/** The part of a group that one request asks for, with the sentence that is true of that part. */
export interface ScopeChoice {
  readonly id: ScopeGroupId
  readonly scopes: readonly Scope[]
  readonly sentence: TextKey
}

type Sentence = (held: ReadonlySet<Scope>) => TextKey

function readOrWrite(all: TextKey, read: TextKey, write: TextKey, reading: Scope, writing: Scope): Sentence {
  return (held) => (held.has(reading) ? (held.has(writing) ? all : read) : write)
}

const sentences: Readonly<Record<ScopeGroupId, Sentence>> = {
  saves: readOrWrite('scope.saves', 'scope.saves.read', 'scope.saves.write', 'assets.read', 'assets.write'),
  library: (held) => (held.has('roms.read') ? 'scope.library' : 'scope.library.lists'),
  play: readOrWrite('scope.play', 'scope.play.read', 'scope.play.write', 'roms.user.read', 'roms.user.write'),
  devices: readOrWrite(
    'scope.devices',
    'scope.devices.read',
    'scope.devices.write',
    'devices.read',
    'devices.write',
  ),
  profile: (held) => (held.has('me.write') ? 'scope.profile' : 'scope.profile.read'),
  lists: () => 'scope.lists',
  catalogue: () => 'scope.catalogue',
  household: (held) => (held.has('users.write') ? 'scope.household' : 'scope.household.read'),
  operations: (held) => (held.has('tasks.run') ? 'scope.operations' : 'scope.operations.read'),
}

/** What these scopes mean, group by group; groups without any of them are left out. */
export function choicesOf(scopes: readonly Scope[]): ScopeChoice[] {
  const held = new Set(scopes)
  return scopeGroups.flatMap((group) => {
    const part = group.scopes.filter((scope) => held.has(scope))
    return part.length > 0
      ? [{ id: group.id, scopes: part, sentence: sentences[group.id](new Set(part)) }]
      : []
  })
}

/** What was asked for and will not be given: known things as sentences, words nobody knows as they came. */
export function refusedOf(requested: readonly string[], allowed: readonly Scope[]) {
  const permitted: ReadonlySet<string> = new Set(allowed)
  const refused = [...new Set(requested)].filter((word) => !permitted.has(word))
  return { known: choicesOf(refused.filter(isScope)), unknown: refused.filter((word) => !isScope(word)) }
}
