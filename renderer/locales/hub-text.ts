import type { TFunction } from 'i18next'
import { sentenceSlots, understand } from '../../shared/sentences/understand'
import type { TextKey } from './text-key'

/** A text of the hub in the language of whoever looks; one that is no sentence of the catalogue as it came. */
export function hubText(text: string, t: TFunction): string {
  const understood = understand(text)
  if (!understood) return text
  const values: Record<string, string | number> = {}
  for (const [slot, value] of Object.entries(understood.values)) {
    values[slot] = sentenceSlots.has(slot) ? hubText(value, t) : value
  }
  const key: TextKey = `hub.${understood.id}`
  return t(key, values)
}
