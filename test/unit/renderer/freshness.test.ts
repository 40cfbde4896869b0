import { QueryObserver } from '@tanstack/react-query'
import { expect, onTestFinished, test } from 'vitest'
import { Freshness } from '../../../renderer/api/freshness'
import { createQueryClient } from '../../../renderer/api/query-client'

/** A page that shows one query, and a hub whose answers come when the test says so. */
function shown() {
  const queries = createQueryClient()
  const freshness = new Freshness(queries)
  const waiting: ((answer: string) => void)[] = []
  const observer = new QueryObserver(queries, {
    queryKey: ['health'],
    queryFn: () => new Promise<string>((resolve) => waiting.push(resolve)),
  })
  const seen: (string | undefined)[] = []
  onTestFinished(observer.subscribe(({ data }) => void (seen.at(-1) !== data && seen.push(data))))
  const answer = async (text: string) => {
    await expect.poll(() => waiting.length).toBe(1)
    waiting.shift()?.(text)
    await expect.poll(() => seen.at(-1)).toBe(text)
  }
  return { freshness, waiting, answer }
}

test('the first answer is asked for again when an event came while it was under way', async () => {
  const { freshness, waiting, answer } = shown()
  freshness.doubt({ queryKey: ['health'] })
  await answer('before the event')
  await answer('after the event')
  expect(waiting).toEqual([])
})

test('a stream of events keeps no answer away, and asks no more often than answers come', async () => {
  const { freshness, waiting, answer } = shown()
  await answer('first')
  for (let event = 0; event < 20; event += 1) freshness.doubt({ queryKey: ['health'] })
  await answer('second')
  freshness.doubt()
  await answer('third')
  await answer('fourth')
  expect(waiting).toEqual([])
})

test('another query is left alone', async () => {
  const { freshness, waiting, answer } = shown()
  await answer('first')
  freshness.doubt({ queryKey: ['storage'] })
  expect(waiting).toEqual([])
})
