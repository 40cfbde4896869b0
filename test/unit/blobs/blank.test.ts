import { expect, test } from 'vitest'
import { BlankDetector, blankContentHashes, isBlankContentHash } from '../../../main/domain/saves/blank'
import { md5, someBytes } from './fixture'
import { realStore } from './real-store'

function isBlank(...pieces: Uint8Array[]): boolean {
  const detector = new BlankDetector()
  for (const piece of pieces) detector.add(piece)
  return detector.isBlank
}

test('blank is all 00 or all FF, however it arrives', () => {
  const zeros = Buffer.alloc(1000)
  const ones = Buffer.alloc(1000, 0xff)
  expect(isBlank()).toBe(true)
  expect(isBlank(zeros)).toBe(true)
  expect(isBlank(ones, ones)).toBe(true)
  expect(isBlank(Buffer.alloc(0), zeros, Buffer.alloc(0))).toBe(true)
  expect(isBlank(zeros, ones)).toBe(false)
  expect(isBlank(ones, zeros)).toBe(false)
  expect(isBlank(zeros, Buffer.from([1]), zeros)).toBe(false)
  expect(isBlank(Buffer.from([0, 0, 0, 1]))).toBe(false)
  expect(isBlank(Buffer.alloc(100, 0x20))).toBe(false)
  expect(isBlank(Buffer.from([1, 0, 0, 0]))).toBe(false)
})

test('the table holds the hash of each power of two from 512 bytes to 1 MiB of 00 and of FF, and of nothing', () => {
  const expected = new Set([md5(Buffer.alloc(0))])
  for (const value of [0x00, 0xff]) {
    for (let size = 512; size <= 1024 * 1024; size *= 2) expected.add(md5(Buffer.alloc(size, value)))
  }
  expect(expected.size).toBe(25)
  expect(blankContentHashes).toEqual(expected)
})

test('a hash is blank by the table, or by the size of the head', () => {
  expect(isBlankContentHash(md5(Buffer.alloc(8192, 0xff)), 0)).toBe(true)
  const odd = md5(Buffer.alloc(139_264))
  expect(isBlankContentHash(odd, 32_768)).toBe(false)
  expect(isBlankContentHash(odd, 139_264)).toBe(true)
  expect(isBlankContentHash(md5(Buffer.alloc(139_264, 0xff)), 139_264)).toBe(true)
  expect(isBlankContentHash(md5(someBytes(1, 139_264)), 139_264)).toBe(false)
  expect(isBlankContentHash(odd, Number.MAX_SAFE_INTEGER)).toBe(false)
})

test('a put tells of blank bytes without reading them again', async () => {
  const { blobs } = await realStore()
  const limit = 100_000
  expect(await blobs.put([Buffer.alloc(32_768, 0xff)], { limit })).toMatchObject({ isBlank: true })
  expect(await blobs.put([someBytes(1, 32_768)], { limit })).toMatchObject({ isBlank: false })
})
