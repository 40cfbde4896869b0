import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { pseudoTag, pseudoTexts } from '../../renderer/locales/pseudo-locale'
import type { Language } from './pictures'

/** What words of the English page read in another language. */
export type Words = (english: string | RegExp) => string | RegExp

type Texts = Readonly<Record<string, string>>

const slot = /\{\{\s*(\w+)[^}]*\}\}/g
const escaped = (text: string) => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')

async function textsIn(tag: string): Promise<Texts> {
  const file = join(import.meta.dirname, '..', '..', 'renderer', 'locales', `${tag}.json`)
  return z.record(z.string(), z.string()).parse(JSON.parse(await readFile(file, 'utf8')))
}

/** The text with each slot as `fill` has it. */
function patternOf(text: string, fill: (name: string) => string): string {
  const parts = text.split(slot)
  return parts.map((part, index) => (index % 2 === 0 ? escaped(part) : fill(part))).join('')
}

/** What fills the slots of a text; null where it is another one. */
function fillings(template: string, text: string): Readonly<Record<string, string>> | null {
  const names = [...template.matchAll(slot)].map(([, name = '']) => name)
  const found = new RegExp(`^${patternOf(template, () => '(.+)')}$`).exec(text)
  return found && Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? '']))
}

/** The words in a language: of several texts that read alike in English any may be meant. */
export async function wordsIn(language: Language): Promise<Words> {
  if (language === 'en-US') return (words) => words
  const english = await textsIn('en-US')
  const other = language === pseudoTag ? pseudoTexts(english) : await textsIn(language)
  // What is nothing but slots would be anything.
  const texts = Object.entries(english)
    .filter(([, text]) => /\p{L}/u.test(text.replaceAll(slot, '')))
    .map(([key, text]) => [text, other[key] ?? text] as const)
  const any = (patterns: readonly string[]) => new RegExp(patterns.join('|'))
  return (words) => {
    if (words instanceof RegExp) {
      const meant = texts.filter(([text]) => words.test(text))
      return meant.length === 0 ? words : any(meant.map(([, text]) => `^${patternOf(text, () => '.*')}`))
    }
    const whole = texts.flatMap(([text, theirs]) => {
      const filled = fillings(text, words)
      return filled ? [`^${patternOf(theirs, (name) => escaped(filled[name] ?? ''))}$`] : []
    })
    if (whole.length > 0) return any(whole)
    const parts = texts.filter(([text]) => text.includes(words))
    // A name reads the same in every language.
    return any([escaped(words), ...parts.map(([, text]) => patternOf(text, () => '.*'))])
  }
}
