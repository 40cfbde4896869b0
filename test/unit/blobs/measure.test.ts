import { expect, test } from 'vitest'
import { Measure } from '../../../main/store/blobs/measure'
import { someBytes } from './fixture'

const signature = Buffer.from('PK\u0005\u0006', 'latin1')

function mayBeArchive(pieces: readonly Uint8Array[]): boolean {
  const measure = new Measure()
  for (const piece of pieces) measure.add(piece)
  return measure.result().mayBeArchive
}

test('the signature of an archive is seen wherever it stands and however the bytes come', () => {
  const bytes = Buffer.concat([someBytes('before', 100), signature, Buffer.alloc(18)])
  for (let size = 1; size <= bytes.length; size += 1) {
    const pieces: Buffer[] = []
    for (let start = 0; start < bytes.length; start += size) pieces.push(bytes.subarray(start, start + size))
    expect(mayBeArchive(pieces), `in pieces of ${size}`).toBe(true)
  }
})

test('bytes without it are none', () => {
  expect(mayBeArchive([])).toBe(false)
  expect(mayBeArchive([Buffer.from('PK'), Buffer.from('PK\u0005'), Buffer.from('PK\u0006')])).toBe(false)
  expect(mayBeArchive([Buffer.alloc(100_000)])).toBe(false)
})
