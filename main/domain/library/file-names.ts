import { say } from '../../../shared/sentences/say'
/** What a file's name says about the game in it. */
export interface NameParts {
  /** Without the extension. */
  readonly stem: string
  /** Without the dot; empty when there is none. */
  readonly extension: string
  /** The stem without its `(…)` and `[…]` groups; the stem itself if nothing else is left. */
  readonly title: string
  readonly regions: string[]
  readonly languages: string[]
  /** Groups that are neither region, language nor revision. */
  readonly tags: string[]
  readonly revision: string | null
}

const regions = new Set([
  ...'usa europe japan world asia australia brazil canada china france germany italy korea'.split(' '),
  ...'netherlands russia scandinavia spain sweden taiwan uk'.split(' '),
  'hong kong',
])

const languages = new Set('en ja fr de es it nl pt sv no da fi zh ko pl ru cs hu tr el ar he ca'.split(' '))

const group = /\s*(?:\(([^()]*)\)|\[([^[\]]*)\])/g

/** What saves, states and pictures of a game are called after: `.srm`, `.sav`, `.state1`, `.state.1`, `.state.auto`. */
const saveEnding =
  /\.(?:srm|sav|save|rtc|mcr|mcd|mpk|eep|sra|fla|dsv|dss|ss\d?|st\d|rzip|state(?:\.?(?:\d{1,3}|auto))?(?:\.png)?)$/i

/** An extension is short, has no space and is not the whole name. */
const ending = /^(.+)\.([A-Za-z0-9]{1,8})$/s

/** Tells whether a file belongs to a save or a state, and not to a game. */
export function isSaveName(fileName: string): boolean {
  return saveEnding.test(fileName)
}

/** The name without its extension, and without the whole ending of a save or state. */
export function stemOf(fileName: string): string {
  const withoutSave = fileName.replace(saveEnding, '')
  if (withoutSave !== fileName && withoutSave !== '') return withoutSave
  return ending.exec(fileName)?.[1] ?? fileName
}

/** Takes a game's file name apart. @param isFolder a folder's name has no extension, whatever it looks like. */
export function partsOf(fileName: string, isFolder = false): NameParts {
  const match = isFolder ? null : ending.exec(fileName)
  const stem = match?.[1] ?? fileName
  const found: Record<'regions' | 'languages' | 'tags', string[]> = { regions: [], languages: [], tags: [] }
  let revision: string | null = null
  for (const [, round, square] of stem.matchAll(group)) {
    const tag = (round ?? square ?? '').trim()
    const words = tag.split(/\s*[,+]\s*/)
    if (tag === '') continue
    if (words.every((word) => regions.has(word.toLowerCase()))) found.regions.push(...words)
    else if (words.every((word) => languages.has(word.toLowerCase().split('-')[0] ?? ''))) {
      found.languages.push(...words)
    } else if (/^(?:rev\s*\S+|v\d[\d.]*\w*)$/i.test(tag)) revision = tag.replace(/^rev\s*/i, '')
    else found.tags.push(tag)
  }
  const title = stem.replaceAll(group, '').replaceAll(/\s+/g, ' ').trim()
  return { stem, extension: match?.[2] ?? '', title: title === '' ? stem : title, ...found, revision }
}

/** Two names with the same fold are one name to a person: case, Unicode form and white space do not count. */
export function fold(name: string): string {
  return name.normalize('NFKC').toLowerCase().normalize('NFC').replaceAll(/\s+/g, ' ').trim()
}

/** The fold of a file's name without its extension or save ending, with its tags: tells versions of a game apart. */
export function foldedStem(fileName: string): string {
  return fold(stemOf(fileName))
}

/** The fold of the title alone, without tags, punctuation and accents: the same for all versions of a game. */
export function titleKey(fileName: string): string {
  const title = stemOf(fileName).replaceAll(group, '')
  return fold((title.trim() === '' ? fileName : title).normalize('NFKD').replaceAll(/\p{M}/gu, ''))
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Tells whether a name says which version of a game it is, by any `(…)` or `[…]`. */
export function hasTags(fileName: string): boolean {
  return stemOf(fileName).replaceAll(group, '').trim() !== stemOf(fileName).trim()
}

const mostBytes = 255

/**
 * Why a name cannot be that of a game's file; null if it can. It goes to clients of every system as it is: one that
 * some system reads as a path would lead out of the folder there.
 */
export function nameProblem(name: string): string | null {
  if (name.trim() === '' || name === '.' || name === '..') return say('name.empty')
  if (/[/\\]/.test(name)) return say('name.slash')
  if (/[\p{Cc}\p{Surrogate}\uFFFD\u202A-\u202E\u2066-\u2069]/u.test(name)) {
    return say('name.character')
  }
  // No file system that matters takes longer names; UTF-8, as ext4 and SD cards count them.
  if (new TextEncoder().encode(name).length > mostBytes) return say('name.long', { bytes: mostBytes })
  return null
}
