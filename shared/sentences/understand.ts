import { type SentenceId, sentences } from './catalogue'

/** A sentence of the catalogue that was known again by its words. */
export interface Understood {
  readonly id: SentenceId
  readonly values: Readonly<Record<string, string>>
}

interface Template {
  readonly id: SentenceId
  /** What stands before, between and after the slots: one more than there are slots. */
  readonly literals: readonly string[]
  readonly slots: readonly string[]
  readonly weight: number
}

/** Two paths of 4,096 bytes and a sentence around them; what is longer is no sentence of ours. */
const longest = 10_000

/** How often a sentence may stand in a slot of another one. */
const deepest = 3

/** Slots that hold another sentence of the catalogue, or an error's code. */
export const sentenceSlots: ReadonlySet<string> = new Set(['why', 'outcome'])

/** Slots that hold one or more things, which are sentences of the catalogue of their own, with this between them. */
export const listSlots: ReadonlySet<string> = new Set(['what'])
export const listSeparator = '; '

const code = /^[A-Z][A-Z0-9_]*$/
const number = /^\d+$/

/** What a slot may hold, where that is not anything: it keeps the sentences apart. */
const shapes: Readonly<Record<string, RegExp>> = {
  code,
  most: number,
  bytes: number,
  left: number,
  port: number,
  place: number,
  platform: /^[a-z0-9-]+$/,
}

const ids = Object.keys(sentences).filter((id): id is SentenceId => id in sentences)

// The one that says most of its own words first: what fits it and another one is more likely to be it.
const templates = ids.map(templateOf).sort((one, other) => other.weight - one.weight)

/**
 * Tells which sentence of the catalogue a text of the hub is, and what fills its slots. Takes time in proportion to the
 * text, whatever is in it: the literal words are looked for one after the other, and nothing is tried twice.
 * @returns null for what is no sentence of the catalogue; saying what was understood always gives the text again.
 */
export function understand(text: string): Understood | null {
  return text.length > longest ? null : find(text, 1)
}

function find(text: string, depth: number): Understood | null {
  for (const { id, literals, slots } of templates) {
    const ends = [valuesBetween(text, literals), valuesBetween(text, literals, 'last')]
    const values = ends.find((each) => each?.every((value, place) => fits(slots[place] ?? '', value, depth)))
    if (values) return { id, values: named(slots, values) }
  }
  return null
}

function named(slots: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(slots.map((slot, place) => [slot, values[place] ?? '']))
}

function templateOf(id: SentenceId): Template {
  const parts = sentences[id].split(/\{\{(\w+)\}\}/)
  const literals = parts.filter((_, place) => place % 2 === 0)
  const slots = parts.filter((_, place) => place % 2 === 1)
  return { id, literals, slots, weight: literals.join('').length }
}

/** What stands between the literals, none of it empty; the words between slots where they come first, or last. */
function valuesBetween(
  text: string,
  literals: readonly string[],
  which: 'first' | 'last' = 'first',
): string[] | null {
  const [head = '', ...others] = literals
  const tail = others.pop()
  if (tail === undefined) return text === head ? [] : null
  if (!text.startsWith(head) || !text.endsWith(tail)) return null
  const middle = text.slice(head.length, text.length - tail.length)
  if (text.length < head.length + tail.length) return null
  const values = which === 'first' ? splitFirst(middle, others) : splitLast(middle, others)
  return values?.every((value) => value !== '') ? values : null
}

function splitFirst(text: string, literals: readonly string[]): string[] | null {
  const values: string[] = []
  let from = 0
  for (const literal of literals) {
    const at = text.indexOf(literal, from + 1)
    if (at < 0) return null
    values.push(text.slice(from, at))
    from = at + literal.length
  }
  return [...values, text.slice(from)]
}

function splitLast(text: string, literals: readonly string[]): string[] | null {
  const values: string[] = []
  let end = text.length
  for (const literal of [...literals].reverse()) {
    const at = text.slice(0, end).lastIndexOf(literal)
    if (at < 0) return null
    values.unshift(text.slice(at + literal.length, end))
    end = at
  }
  return [text.slice(0, end), ...values]
}

function fits(slot: string, value: string, depth: number): boolean {
  if (sentenceSlots.has(slot)) return code.test(value) || (depth < deepest && find(value, depth + 1) !== null)
  return shapes[slot]?.test(value) ?? true
}
