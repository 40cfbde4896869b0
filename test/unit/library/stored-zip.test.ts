import { expect, test } from 'vitest'
import { crc32 } from '../../../main/domain/library/crc32'
import { StoredZip, type ZipEntry } from '../../../main/domain/library/stored-zip'

function entry(name: string, sizeBytes: number, crc: number | null = 0): ZipEntry {
  return {
    name,
    sizeBytes,
    crc,
    modifiedAt: 0,
    async *read() {
      yield await Promise.resolve(new Uint8Array(sizeBytes))
    },
  }
}

test('CRC-32 is the one everybody knows, also in pieces', () => {
  const bytes = new TextEncoder().encode('123456789')
  expect(crc32(bytes)).toBe(0xcbf43926)
  expect(crc32(bytes.subarray(4), crc32(bytes.subarray(0, 4)))).toBe(0xcbf43926)
})

test('the size is known beforehand, with and without known CRCs', async () => {
  for (const crc of [null, crc32(new Uint8Array(10))]) {
    const zip = new StoredZip(Array.from({ length: 300 }, (_, index) => entry(`ü${index}`, 10, crc)))
    let size = 0
    for await (const chunk of zip.bytes()) size += chunk.length
    expect(size).toBe(zip.sizeBytes)
  }
})

test('more entries than 16 bits count have the long end', () => {
  const sizeOf = (count: number) =>
    new StoredZip(Array.from({ length: count }, () => entry('a', 0))).sizeBytes
  expect(sizeOf(65_535) - sizeOf(65_534)).toBe(30 + 1 + 46 + 1 + 76)
})

test('files and places beyond 4 GiB have the fields of zip64', () => {
  const large = 5 * 1024 ** 3
  const small = new StoredZip([entry('a', 1), entry('b', 1)]).sizeBytes
  // A local extra field (20), one in the directory (20), one for the far second entry (12), the long end (56 + 20).
  expect(new StoredZip([entry('a', large), entry('b', 1)]).sizeBytes).toBe(
    small + large - 1 + 20 + 20 + 12 + 76,
  )
})

test('a file that is not as it was said to be breaks the archive off', async () => {
  const wrongs = [entry('a', 3, 1), { ...entry('a', 3, null), sizeBytes: 4 }]
  for (const wrong of wrongs) {
    await expect(
      (async () => {
        for await (const chunk of new StoredZip([wrong]).bytes()) expect(chunk).toBeInstanceOf(Uint8Array)
      })(),
    ).rejects.toThrow('changed while it was sent')
  }
})
