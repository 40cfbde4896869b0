import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { pseudoTexts } from '../../../renderer/locales/pseudo-locale'
import { sentences } from '../../../shared/sentences/catalogue'

const folder = join(import.meta.dirname, '..', '..', '..', 'renderer', 'locales')
const plural = /_(zero|one|two|few|many|other)$/

async function texts(tag: string): Promise<Map<string, string>> {
  const file = await readFile(join(folder, `${tag}.json`), 'utf8')
  return new Map(Object.entries(z.record(z.string(), z.string()).parse(JSON.parse(file))))
}

const source = await texts('en-US')
const tags = (await readdir(folder))
  .flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : []))
  .sort()
const others = tags.filter((tag) => tag !== 'en-US')
const singular = [...source.keys()].filter((key) => !plural.test(key))
const stems = [
  ...new Set([...source.keys()].filter((key) => plural.test(key)).map((key) => key.replace(plural, ''))),
]

/** Every key a language must have: its own plural forms, not those of English. */
function keysOf(tag: string): string[] {
  const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories
  return [...singular, ...stems.flatMap((stem) => forms.map((form) => `${stem}_${form}`))].sort()
}

/** `{{name}}`, `{{count, number}}` and `<1>` as often as they stand there. */
function slotsOf(text: string): string[] {
  return [...new Set(text.match(/\{\{\s*\w+|<\/?\w+>|\{\w+\}/g))].sort()
}

test('there are 18 languages', () => {
  expect(tags).toEqual([
    'bg',
    'cs',
    'de',
    'en-GB',
    'en-US',
    'es',
    'fr',
    'hu',
    'it',
    'ja',
    'ko',
    'pl',
    'pt-BR',
    'ro',
    'ru',
    'tr',
    'zh-CN',
    'zh-TW',
  ])
})

test.for(others)('%s has every key, in its own plural forms, and no other', async (tag) => {
  expect([...(await texts(tag)).keys()].sort()).toEqual(keysOf(tag))
})

test.for(tags)('the keys of %s are in order, and no text is empty', async (tag) => {
  const known = await texts(tag)
  expect([...known.keys()]).toEqual([...known.keys()].sort())
  expect([...known].filter(([, text]) => text.trim() === '')).toEqual([])
})

test.for(others)('%s fills the same slots as the source', async (tag) => {
  const wrong = [...(await texts(tag))].filter(([key, text]) => {
    const original = source.get(key.replace(plural, '_other')) ?? ''
    const needed = slotsOf(original).filter((slot) => !(slot === '{{count' && mayLackNumber(tag, key)))
    const there = slotsOf(text)
    return (
      !needed.every((slot) => there.includes(slot)) ||
      !there.every((slot) => slotsOf(original).includes(slot))
    )
  })
  expect(wrong).toEqual([])
})

/** A form for exactly one number may do without it; `one` of some languages is for 21 and 31 too, or for none. */
function mayLackNumber(tag: string, key: string): boolean {
  const rules = new Intl.PluralRules(tag)
  const numbers = Array.from({ length: 200 }, (_, number) => number)
  return numbers.filter((number) => key.endsWith(`_${rules.select(number)}`)).length === 1
}

test('the sentences of the hub are in the texts word for word', async () => {
  const wanted = Object.entries(sentences).map(([id, text]) => [`hub.${id}`, text])
  for (const tag of ['en-US', 'en-GB']) {
    const there = [...(await texts(tag))].filter(([key]) => key.startsWith('hub.'))
    expect(Object.fromEntries(there)).toEqual(Object.fromEntries(wanted))
  }
})

test.for(others.filter((tag) => tag !== 'en-GB'))('%s leaves nothing in English', async (tag) => {
  const known = await texts(tag)
  const same = [...known].filter(([key, text]) => text === source.get(key) && isSentence(text))
  expect(same).toEqual([])
})

/** Two English words in a row, outside of slots: names and single loan words are the same in many languages. */
function isSentence(text: string): boolean {
  const words = text.replaceAll(/\{\{.*?\}\}|<.*?>/g, ' ')
  return /[a-z]{2,}\s+[a-z]{2,}/.test(words)
}

test('the pseudo-language changes every text and no slot', () => {
  const pseudo = new Map(Object.entries(pseudoTexts(Object.fromEntries(source))))
  for (const [key, text] of source) {
    expect(slotsOf(pseudo.get(key) ?? '')).toEqual(slotsOf(text))
    expect(pseudo.get(key)?.length).toBeGreaterThan(text.length)
  }
})
