import { say } from '../../../shared/sentences/say'
import { findPlatform, knownPlatforms, slugOf } from '../../../shared/platforms'
import { Malformed } from '../errors'
import { partsOf } from './file-names'
import type { FoundGame, ScannedGame } from './library-files'

/**
 * What a person said about folders, or groups of names: the slug of the platform by the folder, an empty one to leave it
 * out. The empty folder is what lies beside the platforms' folders.
 */
export type PlatformChoices = Readonly<Record<string, string>>

/** Endings of programs and scripts, which lie about everywhere. */
const neverGuessed = new Set([
  'exe',
  'com',
  'bat',
  'conf',
  'rom',
  'int',
  'car',
  'min',
  'col',
  'crt',
  'tap',
  'prg',
])

/** Makes slugs of the platforms somebody named. @throws Malformed for one that cannot be a platform. */
export function readChoices(named: PlatformChoices): PlatformChoices {
  return Object.fromEntries(
    Object.entries(named).map(([folder, platform]) => {
      const slug = platform === '' ? '' : slugOf(platform)
      if (slug === null) {
        throw new Malformed(say('platform.noLetter'), 'unprocessable')
      }
      return [folder, slug]
    }),
  )
}

/** What was said about a folder; undefined if nothing was. */
export function choiceFor(choices: PlatformChoices, folder: string): string | undefined {
  return Object.hasOwn(choices, folder) ? choices[folder] : undefined
}

/** The platform of a game of a library folder; null for one that belongs to none, or was left out. */
export function slugFor(game: ScannedGame, choices: PlatformChoices): string | null {
  const chosen = choiceFor(choices, game.folder)
  if (chosen !== undefined) return chosen === '' ? null : chosen
  // What lies beside the folders is a game only if somebody says for what.
  return game.folder === '' ? null : slugOf(game.folder)
}

/** The games that have a platform, each with it. */
export function placed(games: readonly ScannedGame[], choices: PlatformChoices): FoundGame[] {
  return games.flatMap((game) => {
    const slug = slugFor(game, choices)
    return slug === null ? [] : [{ ...game, slug }]
  })
}

/** The one platform whose games end like this, e.g. `gba` for `Game.gba`; null if several do, or none. */
export function guessPlatform(fileName: string): string | null {
  const extension = partsOf(fileName).extension.toLowerCase()
  if (extension === '' || neverGuessed.has(extension)) return null
  const ends = knownPlatforms.filter(({ extensions }) => extensions.includes(extension))
  const [only] = ends
  if (only && ends.length === 1) return only.slug
  const named = findPlatform(extension)
  return named && ends.includes(named) ? named.slug : null
}
