import { EventEmitter, once } from 'node:events'
import { expect, test } from 'vitest'
import { say } from '../../../shared/sentences/say'
import { Unavailable } from '../../../main/domain/errors'
import { aPerson, open, temporaryFolder } from './fixture'

test('100 writes and reads at once: none fails, none is lost, none sees what is not committed', async () => {
  const store = await open(await temporaryFolder())
  await store.write(({ settings }) => settings.set('count', '0'))

  const writes = Array.from({ length: 100 }, () =>
    store.write(async ({ settings }) => {
      const count = Number(await settings.get('count'))
      await settings.set('half', 'open')
      await settings.set('count', String(count + 1))
      await settings.set('half', 'closed')
    }),
  )
  const reads = Array.from({ length: 100 }, async (_, index) => {
    await writes[index]
    return {
      half: await store.read.settings.get('half'),
      count: Number(await store.read.settings.get('count')),
      index,
    }
  })
  const early = Array.from({ length: 100 }, () => store.read.settings.get('half'))

  for (const half of await Promise.all(early)) expect(half).not.toBe('open')
  for (const { half, count, index } of await Promise.all(reads)) {
    expect(half).toBe('closed')
    expect(count).toBeGreaterThan(index)
  }
  expect(await store.read.settings.get('count')).toBe('100')
})

test('a reader does not wait for a write that takes long, and sees nothing of it', async () => {
  const store = await open(await temporaryFolder())
  const events = new EventEmitter()
  const inside = once(events, 'inside')
  const finish = once(events, 'finish')
  const writing = store.write(async ({ people }) => {
    await people.insert(aPerson())
    events.emit('inside', await people.list())
    await finish
  })
  expect(await inside).toEqual([[expect.objectContaining({ username: 'robin' })]])
  expect(await store.read.people.list()).toEqual([])
  events.emit('finish')
  await writing
  expect(await store.read.people.list()).toHaveLength(1)
})

test('what work throws rolls everything back, is thrown on, and harms no later write', async () => {
  const store = await open(await temporaryFolder())
  const thrown = new Error('changed my mind')
  const write = store.write(async ({ people, settings }) => {
    await people.insert(aPerson())
    await settings.set('a', 'b')
    throw thrown
  })
  await expect(write).rejects.toBe(thrown)
  expect(await store.read.people.list()).toEqual([])
  expect(await store.read.settings.get('a')).toBeNull()

  await store.write(({ people }) => people.insert(aPerson()))
  expect(await store.read.people.list()).toHaveLength(1)
})

test('an id is never given twice', async () => {
  const store = await open(await temporaryFolder())
  const undone = store.write(async ({ people }) => {
    await people.insert(aPerson())
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  const first = await store.write(({ people }) => people.insert(aPerson()))
  const second = await store.write(({ people }) => people.insert(aPerson({ username: 'kim', role: 'user' })))
  expect(second.id).toBeGreaterThan(first.id)
})

test('a write inside a write is refused instead of waiting for itself; afterwards it is a write like any other', async () => {
  const store = await open(await temporaryFolder())
  let late = () => Promise.resolve()
  await store.write(async ({ settings }) => {
    await settings.set('a', '1')
    late = () => store.write((writers) => writers.settings.set('a', '3'))
    await expect(store.write((writers) => writers.settings.set('a', '2'))).rejects.toThrow('inside a write')
  })
  expect(await store.read.settings.get('a')).toBe('1')
  await late()
  expect(await store.read.settings.get('a')).toBe('3')
})

test('writers are of no use once their transaction is over', async () => {
  const store = await open(await temporaryFolder())
  const kept = await store.write((writers) => Promise.resolve(writers))
  await expect(kept.settings.set('a', 'b')).rejects.toThrow('This transaction is over')
  expect(await store.read.settings.get('a')).toBeNull()
})

test('an operation nobody awaited still belongs to its transaction', async () => {
  const store = await open(await temporaryFolder())
  const failing = store.write(({ settings }) => {
    void settings.set('a', 'b')
    return Promise.reject(new Error('undo'))
  })
  await expect(failing).rejects.toThrow('undo')
  await store.write(() => Promise.resolve())
  expect(await store.read.settings.get('a')).toBeNull()
})

test('close waits for the reads already asked for', async () => {
  const store = await open(await temporaryFolder())
  await store.write(({ settings }) => settings.set('a', 'b'))
  const asked = Array.from({ length: 50 }, () => store.read.settings.get('a'))
  await store.close()
  expect(new Set(await Promise.all(asked))).toEqual(new Set(['b']))
})

test('close waits for the writes already asked for and refuses later ones', async () => {
  const folder = await temporaryFolder()
  const store = await open(folder)
  const asked = Array.from({ length: 10 }, (_, index) =>
    store.write(({ settings }) => settings.set(`asked ${index}`, 'yes')),
  )
  const closing = store.close()
  await expect(store.write(({ settings }) => settings.set('late', 'yes'))).rejects.toThrow(Unavailable)
  await closing
  await Promise.all(asked)
  await expect(store.read.settings.get('late')).rejects.toThrow(say('health.stopping'))
  await store.close()

  const again = await open(folder)
  expect(await again.read.settings.get('asked 9')).toBe('yes')
  expect(await again.read.settings.get('late')).toBeNull()
})
