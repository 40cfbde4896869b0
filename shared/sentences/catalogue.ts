import { careSentences } from './care'
import { deviceSentences } from './devices'
import { folderSentences } from './folders'
import { networkSentences } from './network'
import { peopleSentences } from './people'
import { saveSentences } from './saves'
import { startSentences } from './start'
import { storageSentences } from './storage'
import { transferSentences } from './transfer'

/**
 * Every sentence of the hub that a person may read in the window. On the wire it is English text and nothing else
 * (own.md); the page knows it again by its words and says it in the language of whoever looks. `{{name}}` is a slot.
 */
export const sentences = {
  ...careSentences,
  ...deviceSentences,
  ...folderSentences,
  ...networkSentences,
  ...peopleSentences,
  ...saveSentences,
  ...startSentences,
  ...storageSentences,
  ...transferSentences,
} as const

/** Names a sentence of the catalogue; the page has its translations under `hub.<id>`. */
export type SentenceId = keyof typeof sentences

type SlotsIn<Text extends string> = Text extends `${string}{{${infer Slot}}}${infer Rest}`
  ? Slot | SlotsIn<Rest>
  : never

/** The slots of a sentence. */
export type SlotsOf<Id extends SentenceId> = SlotsIn<(typeof sentences)[Id]>
