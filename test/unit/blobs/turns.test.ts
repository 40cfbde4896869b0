import { expect, test } from 'vitest'
import { Turns } from '../../../main/store/blobs/turns'

const waitingIn = (turns: Turns): unknown => Reflect.get(turns, 'last')

test('W-70: who had a turn is forgotten, also after a failure', async () => {
  const turns = new Turns()
  const keys = Array.from({ length: 1_000 }, (_, index) => `content ${index}`)
  const work = keys.flatMap((key, index) => [
    turns.take(key, () => Promise.resolve()),
    turns.take(key, () => (index % 2 === 0 ? Promise.reject(new Error('no')) : Promise.resolve())),
  ])
  expect(waitingIn(turns)).toHaveProperty('size', keys.length)
  await Promise.allSettled(work)
  expect(waitingIn(turns)).toHaveProperty('size', 0)
})
