import { say } from '../../../shared/sentences/say'
import { Malformed } from '../errors'

/** Characters of an uploaded name; with a tag it stays within the 450 of wire.md section 12. */
const longestName = 400

/** Characters; what is longer is no extension. */
const longestEnding = 32

/** What RomM's server and this one put before the extension, with the number of a second one in the same second. */
const tag = / ?\[\d{4}-\d{2}-\d{2}[ _]\d{2}-\d{2}-\d{2}(?:-\d+)?\]/g

export interface NameParts {
  readonly fileName: string
  /** Without the dot. */
  readonly extension: string
  readonly noExtension: string
  readonly noTags: string
}

/** The parts of a stored name as the wire shows them (wire.md 6.1). */
export function namePartsOf(fileName: string): NameParts {
  const extension = /\.((?:[a-z]+\.)*\w+)$/.exec(fileName)?.[1] ?? ''
  const noExtension = extension === '' ? fileName : fileName.slice(0, -extension.length - 1)
  const noTags = noExtension.replace(/(?:\s*(?:\([^()]*\)|\[[^[\]]*\]))+\s*$/, '')
  return { fileName, extension, noExtension, noTags: noTags === '' ? noExtension : noTags }
}

/**
 * The name of an uploaded file as RomM keeps it (wire.md 6.3.5).
 * @param what for the words of the refusal, e.g. `save`.
 * @throws Malformed
 */
export function sanitisedName(uploaded: string, what: 'save' | 'state' | 'screenshot' = 'save'): string {
  const plain = lastPart(uploaded)
    .replaceAll(/[\\:|]/g, '-')
    .replaceAll(/[*?"<>+\p{Cc}]/gu, '')
    .trim()
  return assertName(plain, what)
}

/**
 * The name of a slotless save: as it was sent, byte for byte, because its client finds it again by that (clients.md
 * 6.3); only what could be a path or not be printed is changed.
 * @throws Malformed
 */
export function exactName(uploaded: string, what: 'save' | 'state' = 'save'): string {
  const plain = lastPart(uploaded)
    .replaceAll('\\', '-')
    .replaceAll(/\p{Cc}/gu, '')
  assertName(plain.trim(), what)
  return assertName(plain, what)
}

/** The stored names a version in a slot may have: the first that is free is taken (design section 6). */
export interface TaggedNames {
  /** What all of them begin with. */
  readonly start: string
  /** @param place 1 for the first one of this second, 2 for the second. */
  at(place: number): string
}

/**
 * The stored names of a version in a slot (design section 6).
 * @param now milliseconds since the epoch.
 */
export function taggedNames(
  slot: string,
  uploaded: string,
  gameNoExtension: string,
  now: number,
): TaggedNames {
  const { stem, ending } = splitName(uploaded)
  // One client takes the channel from the name, another sends random names: an autosave is named after its game.
  const base = slot === 'autosave' ? gameNoExtension : stem.replaceAll(tag, '').trimEnd()
  const stamp = new Date(now).toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '-')
  const start = `${[...base].slice(0, longestName - longestEnding).join('')} [${stamp}`
  return { start, at: (place) => `${start}${place === 1 ? '' : `-${place}`}]${ending}` }
}

/** The first of these names that is not taken yet. */
export function firstFree(names: Pick<TaggedNames, 'at'>, taken: readonly string[]): string {
  const all = new Set(taken)
  for (let place = 1; ; place += 1) {
    const name = names.at(place)
    if (!all.has(name)) return name
  }
}

/** Splits before the last dot, which a name may not begin with. */
export function splitName(name: string): { readonly stem: string; readonly ending: string } {
  const dot = name.lastIndexOf('.')
  return dot < 1 || name.length - dot > longestEnding
    ? { stem: name, ending: '' }
    : { stem: name.slice(0, dot), ending: name.slice(dot) }
}

function lastPart(uploaded: string): string {
  return uploaded.slice(uploaded.lastIndexOf('/') + 1)
}

function assertName(name: string, what: 'save' | 'state' | 'screenshot'): string {
  const refuse = (why: string) => new Malformed(say(`fileName.${what}`, { why }))
  if (name === '' || name === '.' || name === '..') {
    throw refuse(say('fileName.empty'))
  }
  if (/\p{Surrogate}/u.test(name)) throw refuse(say('fileName.unicode'))
  if ([...name].length > longestName) throw refuse(say('fileName.long', { most: longestName }))
  return name
}
