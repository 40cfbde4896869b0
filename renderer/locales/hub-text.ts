import type { TFunction } from 'i18next'
import { listSeparator, listSlots, sentenceSlots, understand } from '../../shared/sentences/understand'
import type { TextKey } from './text-key'

/** A text of the hub in the language of whoever looks; one that is no sentence of the catalogue as it came. */
export function hubText(text: string, t: TFunction): string {
  const understood = understand(text)
  if (!understood) return text
  const values: Record<string, string | number> = {}
  for (const [slot, value] of Object.entries(understood.values)) {
    if (sentenceSlots.has(slot)) values[slot] = hubText(value, t)
    else values[slot] = listSlots.has(slot) ? listText(value, t) : value
  }
  const key: TextKey = `hub.${understood.id}`
  return t(key, values)
}

/** Each thing of a list; one with a name that holds what stands between two stays as it came. */
function listText(list: string, t: TFunction): string {
  return list
    .split(listSeparator)
    .map((thing) => hubText(thing, t))
    .join(listSeparator)
}
