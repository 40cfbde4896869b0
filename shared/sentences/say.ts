import { type SentenceId, sentences, type SlotsOf } from './catalogue'

type Values<Id extends SentenceId> = [SlotsOf<Id>] extends [never]
  ? []
  : [values: Readonly<Record<SlotsOf<Id>, string | number>>]

/** A sentence of the catalogue in English, as it leaves on the wire. Its slots are filled as they are given. */
export function say<Id extends SentenceId>(id: Id, ...[values]: Values<Id>): string {
  const filled = new Map<string, string | number>(Object.entries(values ?? {}))
  return sentences[id].replaceAll(/\{\{(\w+)\}\}/g, (_, slot: string) => String(filled.get(slot) ?? ''))
}
