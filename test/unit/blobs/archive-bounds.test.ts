import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { archiveLimits } from '../../../main/domain/saves/content-hash'
import { contentHash } from '../../../main/store/blobs/content-hash'
import { inMemory, md5, mebibyte, someBytes } from './fixture'
import { zipOf } from './zip-writer'

const limits = { ...archiveLimits, entries: 3, entryBytes: 1000, totalBytes: 1500, freeBytes: 500, ratio: 2 }
const file = (name: string, size: number) => ({ name, content: someBytes(name, size), method: 0 })

async function outcomeOf(zip: Buffer) {
  const { kind, notZip, hash } = await contentHash(inMemory(zip), undefined, limits)
  const ofBytes = kind === 'raw' ? md5(zip) : hash
  expect(hash).toBe(ofBytes)
  return notZip ?? kind
}

test('each limit is the last that is allowed', async () => {
  const three = [file('a', 1), file('b', 1), file('c', 1)]
  expect(await outcomeOf(zipOf(three))).toBe('zip')
  expect(await outcomeOf(zipOf([...three, file('d', 1)]))).toBe('too-many-entries')

  expect(await outcomeOf(zipOf([file('a', 1000)]))).toBe('zip')
  expect(await outcomeOf(zipOf([file('a', 1001)]))).toBe('too-large')

  expect(await outcomeOf(zipOf([file('a', 800), file('b', 700)]))).toBe('zip')
  expect(await outcomeOf(zipOf([file('a', 800), file('b', 701)]))).toBe('too-large')

  const zeros = (size: number) => zipOf([{ name: 'a', content: Buffer.alloc(size) }])
  expect(await outcomeOf(zeros(500))).toBe('zip')
  expect(await outcomeOf(zeros(501))).toBe('ratio-too-high')
})

test('W-68: a small archive that grows without end is judged before it is unpacked', async () => {
  const bomb = zipOf([
    { name: 'bomb', size: 80 * mebibyte, crc: 0, packed: deflateRawSync(Buffer.alloc(80 * mebibyte)) },
  ])
  expect(bomb.length).toBeLessThan(100_000)
  const found = await contentHash(inMemory(bomb))
  expect(found).toMatchObject({ hash: md5(bomb), kind: 'raw', notZip: 'ratio-too-high' })
})

test('one that hides how much it grows is unpacked no further than it says', async () => {
  const packed = deflateRawSync(someBytes('liar', 8 * mebibyte))
  const liar = zipOf([{ name: 'liar', packed, size: 100, crc: 0 }])
  let bytesRead = 0
  const memory = inMemory(liar)
  const watched = {
    ...memory,
    async read(target: Uint8Array, position: number) {
      const count = await memory.read(target, position)
      bytesRead += count
      return count
    },
  }
  const found = await contentHash(watched, { md5: md5(liar), isBlank: false })
  expect(found).toMatchObject({ hash: md5(liar), notZip: 'damaged' })
  expect(bytesRead).toBeLessThan(2 * mebibyte)
})

test('many entries that share their bytes are bounded by what they say together', async () => {
  const size = 60 * mebibyte
  const entry = { packed: deflateRawSync(Buffer.alloc(size)), size, crc: 0, offset: 0 }
  const entries = Array.from({ length: 200 }, (_, index) => ({ ...entry, name: `${index}` }))
  const found = await contentHash(inMemory(zipOf(entries)))
  expect(found).toMatchObject({ kind: 'raw', notZip: expect.stringMatching(/too-large|ratio-too-high/) })
})

test('many names of one entry are unpacked once', async () => {
  const entries = Array.from({ length: 9999 }, () => ({ name: 'same', content: Buffer.from('x'), method: 0 }))
  const found = await contentHash(inMemory(zipOf(entries)))
  expect(found.entries).toHaveLength(9999)
  const line = `same:${md5('x')}`
  expect(found.hash).toBe(md5(Array.from(entries, () => line).join('\n')))
})

test('W-69: other work goes on while a large archive is hashed', async () => {
  const zip = zipOf([
    { name: 'deflated', content: someBytes('large', 8 * mebibyte) },
    { name: 'stored', content: someBytes('large', 8 * mebibyte), method: 0 },
  ])
  let turns = 0
  const others = setInterval(() => (turns += 1), 0)
  await contentHash(inMemory(zip), { md5: '', isBlank: false })
  clearInterval(others)
  expect(turns).toBeGreaterThan(10)
})
