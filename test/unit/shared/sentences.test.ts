import { expect, test } from 'vitest'
import { type SentenceId, sentences } from '../../../shared/sentences/catalogue'
import { say } from '../../../shared/sentences/say'
import { sentenceSlots, understand } from '../../../shared/sentences/understand'
import { fastest } from '../../helpers/fastest'

const ids = Object.keys(sentences).filter((id): id is SentenceId => id in sentences)

/** What a slot of that name holds in earnest. */
const samples: Readonly<Record<string, string>> = {
  path: '/home/ada/Games (2)',
  data: '/home/ada/.local/share/roost',
  code: 'EACCES',
  why: sentences['archive.damaged'],
  outcome: sentences['repair.notThere'],
  platform: 'gba',
  place: '7',
  most: '10000',
  bytes: '255',
  left: '3',
  port: '7767',
}

/** The sentence with its slots filled, as `say` would; its types want to know the id beforehand. */
function filled(id: SentenceId, values: Readonly<Record<string, string>> = {}): string {
  return sentences[id].replaceAll(
    /\{\{(\w+)\}\}/g,
    (_, slot: string) => values[slot] ?? samples[slot] ?? `some ${slot}`,
  )
}

function slotsOf(id: SentenceId): string[] {
  return [...sentences[id].matchAll(/\{\{(\w+)\}\}/g)].map(([, slot = '']) => slot)
}

test('a sentence is said with its slots filled', () => {
  expect(say('folder.missing', { path: '/mnt/$& $1' })).toBe('There is no folder /mnt/$& $1 on this computer')
  expect(say('job.fault')).toBe('This failed by a fault of the hub; its log says more')
})

test('no two sentences are alike, and none has two slots of one name', () => {
  expect(new Set(Object.values(sentences)).size).toBe(ids.length)
  for (const id of ids) expect(new Set(slotsOf(id)).size).toBe(slotsOf(id).length)
})

test.for(ids)('%s is understood as itself', (id) => {
  const values = Object.fromEntries(slotsOf(id).map((slot) => [slot, samples[slot] ?? `some ${slot}`]))
  expect(understand(filled(id))).toEqual({ id, values })
})

/** Slots that anybody may fill: names of folders, people and games. */
const free = ids.flatMap((id) =>
  slotsOf(id)
    .filter((slot) => !sentenceSlots.has(slot) && !/^(code|most|bytes|left|port|place|platform)$/.test(slot))
    .map((slot) => [id, slot] as const),
)

test.for(free)('%s with another sentence for its %s', ([id, slot]) => {
  for (const other of ids) {
    for (const hostile of [filled(other), `/mnt/${filled(other)}/x`, sentences[other]]) {
      const text = filled(id, { [slot]: hostile })
      const understood = understand(text)
      expect(understood && filled(understood.id, understood.values)).toBe(text)
    }
  }
})

test('what is no sentence of the catalogue is not understood', () => {
  const texts = ['', ' ', 'x', 'Not Found', 'There is no folder  on this computer', '{{path}}']
  for (const text of texts) expect(understand(text)).toBeNull()
  expect(understand('/mnt/card cannot be read: the card is burning')).toBeNull()
  expect(understand('/mnt/card was left out: somebody said so')).toBeNull()
})

test('a sentence inside a sentence is understood, down to a depth', () => {
  const inner = say('leftOut.because', { path: 'b', why: say('name.empty') })
  expect(understand(say('export.stopped', { why: inner }))?.id).toBe('export.stopped')
  const nested = Array.from({ length: 9 }).reduce<string>(
    (why) => say('leftOut.because', { path: 'a', why }),
    say('name.empty'),
  )
  expect(understand(nested)?.values['why'] ?? null).not.toBe(say('name.empty'))
})

test('a long text takes no long time', async () => {
  const words = ' was left out: it is damaged, or did not arrive whole cannot be read: '
  const milliseconds = await fastest(3, async () => {
    for (let round = 0; round < 20; round += 1) understand(words.repeat(140).slice(0, 9_990))
    expect(understand(words.repeat(100_000))).toBeNull()
  })
  expect(milliseconds).toBeLessThan(2_000)
})
