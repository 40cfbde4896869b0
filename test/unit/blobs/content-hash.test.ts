import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { contentHash } from '../../../main/store/blobs/content-hash'
import { Crc32 } from '../../../main/store/blobs/crc32'
import { inMemory, md5, someBytes } from './fixture'
import { realStore } from './real-store'
import { zipOf } from './zip-writer'

/** Written with Python 3.11's zipfile, and hashed there by the words of wire.md 6.9. */
const archives = new URL('../../fixtures/archives/', import.meta.url)

const hashOf = async (bytes: Uint8Array) => contentHash(inMemory(bytes))

const save = { name: 'save.bin', content: Buffer.alloc(256, 0x42) }
const saveHash = 'b3636b49ca5c3d807adee33e75d410ca'

test.each([
  ['one-stored.zip', saveHash],
  ['one-deflated.zip', saveHash],
  ['three-stored.zip', '8cf6bb36a82a5ee4d7d15fc98599908d'],
  ['three-deflated-reversed.zip', '8cf6bb36a82a5ee4d7d15fc98599908d'],
  ['zip64.zip', '8cf6bb36a82a5ee4d7d15fc98599908d'],
  ['utf8-names.zip', '3386d760cb5c31cce21abc0534b4d3a6'],
  ['cp437-names.zip', '0d4b6d86c6c793c77d3f72f7e8c7c5b7'],
  ['folders.zip', '2cb115797151f22c1e4f4b3d6306421f'],
  ['duplicates.zip', 'b40790f61b995a540ff9e5afcf57ba3c'],
  ['empty.zip', 'd41d8cd98f00b204e9800998ecf8427e'],
])('%s has the hash RomM gives it', async (name, hash) => {
  const found = await hashOf(await readFile(new URL(name, archives)))
  expect(found).toMatchObject({ hash, kind: 'zip', rule: 1, notZip: null })
})

test('an archive is told by what it holds, not by its name or its first bytes', async () => {
  const zip = zipOf([save])
  expect(await hashOf(zip)).toMatchObject({ hash: saveHash, kind: 'zip' })
  for (const around of [
    { prefix: someBytes('prefix', 1000) },
    { trailing: someBytes('trailing', 1000) },
    { trailing: Buffer.alloc(65_535) },
    { comment: Buffer.from('a comment') },
    { prefix: Buffer.from('MZ'), trailing: Buffer.from([0]), comment: Buffer.alloc(60_000, 0x20) },
  ]) {
    expect(await hashOf(zipOf([save], around))).toMatchObject({ hash: saveHash, kind: 'zip', isBlank: false })
  }
  expect(await hashOf(zipOf([save], { trailing: Buffer.alloc(65_536) }))).toMatchObject({ kind: 'raw' })
})

test('an archive as another program writes it, with sizes after the bytes', async () => {
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from([0, 1, 2]), 'top.bin')
  zip.addEmptyDirectory('inner')
  zip.addBuffer(Buffer.from('beta'), 'inner/b.txt', { compress: false })
  zip.addBuffer(Buffer.from('alpha'), 'inner/a.txt', { forceZip64Format: true })
  zip.end()
  const found = await hashOf(await buffer(zip.outputStream))
  expect(found.hash).toBe('8cf6bb36a82a5ee4d7d15fc98599908d')
  expect(found.entries).toEqual([
    { name: 'inner/a.txt', size: 5, md5: md5('alpha') },
    { name: 'inner/b.txt', size: 4, md5: md5('beta') },
    { name: 'top.bin', size: 3, md5: md5(Buffer.from([0, 1, 2])) },
  ])
})

test('bytes that are no archive have their MD5, whatever they look like', async () => {
  const end = zipOf([])
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.from('PK'),
    Buffer.from('PK\x05\x06'),
    someBytes('save', 32_768),
    Buffer.from(`PK\x03\x04${'x'.repeat(500)}`, 'latin1'),
    zipOf([save]).subarray(0, -1),
    zipOf([save]).subarray(0, -22),
    Buffer.concat([Buffer.alloc(30), Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18, 0xff)]),
  ]) {
    expect(await hashOf(bytes)).toMatchObject({ hash: md5(bytes), kind: 'raw', notZip: null, entries: [] })
  }
  // It would have the hash of every other save with this ending: the progress in front of it would not count.
  const ended = Buffer.concat([someBytes('progress', 8192), end])
  expect(await hashOf(ended)).toMatchObject({ hash: md5(ended), kind: 'raw', isBlank: false })
})

test('a wrong end record in the comment does not hide the right one', async () => {
  const decoy = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18, 0x11)])
  expect(await hashOf(zipOf([save], { comment: decoy }))).toMatchObject({ hash: saveHash })
})

test.each([
  ['a changed byte', 'damaged', zipOf([{ ...save, packed: Buffer.from('changed'), method: 8 }])],
  ['a wrong checksum', 'damaged', zipOf([{ ...save, crc: 1 }])],
  ['a wrong checksum of a stored file', 'damaged', zipOf([{ ...save, method: 0, crc: 1 }])],
  ['less than it says', 'damaged', zipOf([{ ...save, size: 257 }])],
  ['more than it says', 'damaged', zipOf([{ ...save, size: 255 }])],
  ['a stored file of another size', 'damaged', zipOf([{ ...save, method: 0, size: 255 }])],
  ['an entry outside the file', 'damaged', zipOf([{ ...save, offset: 0xfffffff0 }])],
  ['an entry inside the directory', 'damaged', zipOf([{ ...save, offset: 60 }])],
  ['fewer entries than it says', 'damaged', zipOf([save], { count: 2 })],
  ['more entries than it says', 'damaged', zipOf([save, { name: 'b' }], { count: 1 })],
  ['a name that is no UTF-8', 'damaged', zipOf([{ ...save, name: Buffer.from([0xff]), flags: 0x800 }])],
  ['an encrypted file', 'encrypted', zipOf([{ ...save, flags: 1 }])],
  ['strong encryption', 'damaged', zipOf([{ ...save, flags: 0x41 }])],
  ['a method that is not known', 'unsupported-method', zipOf([{ ...save, method: 14 }])],
  ['a line break in a name', 'ambiguous-name', zipOf([{ ...save, name: 'a\nb' }])],
  ['a name without end', 'name-too-long', zipOf([{ ...save, name: 'x'.repeat(5000) }])],
] as const)('an archive with %s is hashed as plain bytes, never null', async (_, notZip, zip) => {
  expect(await hashOf(zip)).toMatchObject({
    hash: md5(zip),
    kind: 'raw',
    notZip,
    entries: [],
    isBlank: false,
  })
})

test('names that would leave a folder, or are no names at all, are text', async () => {
  const names = [
    '../../etc/passwd',
    '/etc/passwd',
    '..\\..\\boot.ini',
    'C:\\x',
    '%5C..%5C',
    'CON',
    'a\0b',
    '',
    '.',
    'saves-evil/../saves/x',
    'a:b',
    'é',
    'e\u0301',
    '\ufeffbom',
    'A',
    'a',
    'x'.repeat(300),
    '\u{1f3ae}',
    '\uffee',
  ]
  const zip = zipOf(names.map((name, index) => ({ name, content: Buffer.from([index]) })))
  const found = await hashOf(zip)
  expect(found.kind).toBe('zip')
  const lines = names.map((name, index) => ({ name, line: `${name}:${md5(Buffer.from([index]))}` }))
  lines.sort((one, other) => Buffer.compare(Buffer.from(one.name), Buffer.from(other.name)))
  expect(found.hash).toBe(md5(lines.map(({ line }) => line).join('\n')))
  expect(found.entries.map(({ name }) => name)).toEqual(lines.map(({ name }) => name))
})

test('a link in an archive is a file with a text in it', async () => {
  const found = await hashOf(zipOf([{ name: 'link', content: Buffer.from('/etc/passwd'), method: 0 }]))
  expect(found.entries).toEqual([{ name: 'link', size: 11, md5: md5('/etc/passwd') }])
})

test('a fault of the disk is thrown, and never taken for a damaged archive', async () => {
  const zip = zipOf([save, { ...save, name: 'b', method: 0 }])
  for (let failing = 0; ; failing += 1) {
    let reads = 0
    const file = inMemory(zip)
    const faulty = {
      ...file,
      read(target: Uint8Array, position: number) {
        reads += 1
        if (reads === failing + 1) return Promise.reject(new Error('the disk is gone'))
        return file.read(target, position)
      },
    }
    const outcome = await contentHash(faulty).catch((error: Error) => error.message)
    if (reads <= failing) break
    expect([failing, outcome]).toEqual([failing, 'the disk is gone'])
    expect(failing).toBeLessThan(20)
  }
})

test('any files, in any order, by any method, with anything around them', async () => {
  const file = fc.record({ content: fc.uint8Array({ maxLength: 200 }), method: fc.constantFrom(0, 8) })
  const names = fc.uniqueArray(
    fc
      .string({ unit: 'binary', maxLength: 12 })
      .filter((name) => !name.endsWith('/') && !name.includes('\n')),
    { minLength: 1, maxLength: 6 },
  )
  const archive = names.chain((all) => fc.tuple(...all.map((name) => file.map((one) => ({ name, ...one })))))
  const bytes = fc.uint8Array({ maxLength: 50 })
  await fc.assert(
    fc.asyncProperty(archive, fc.nat(6), bytes, bytes, async (files, turn, prefix, trailing) => {
      const turned = [...files.slice(turn), ...files.slice(0, turn)]
      const zip = zipOf([{ name: 'folder/' }, ...turned], { prefix, trailing })
      const lines = files
        .map(({ name, content }) => [Buffer.from(name), `${name}:${md5(content)}`] as const)
        .sort(([one], [other]) => Buffer.compare(one, other))
      expect((await hashOf(zip)).hash).toBe(md5(lines.map(([, line]) => line).join('\n')))
    }),
    { numRuns: 300, seed: 20_260_102 },
  )
})

test('any bytes have a hash, and any damage to an archive leaves it one', async () => {
  const zip = zipOf([save, { name: 'other', content: someBytes('other', 300) }])
  const change = fc.record({ at: fc.nat(zip.length - 1), bits: fc.integer({ min: 1, max: 255 }) })
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 4 }),
      fc.nat(zip.length),
      async (changes, cut) => {
        const harmed = Buffer.from(zip)
        for (const { at, bits } of changes) harmed.writeUInt8(harmed.readUInt8(at) ^ bits, at)
        for (const bytes of [harmed, harmed.subarray(cut), harmed.subarray(0, cut)]) {
          const found = await hashOf(bytes)
          expect(found.hash).toMatch(found.kind === 'raw' ? md5(bytes) : /^[0-9a-f]{32}$/)
        }
      },
    ),
    { numRuns: 300, seed: 20_260_102 },
  )
})

test('what is blank inside an archive is blank, unless something else may be hidden there', async () => {
  const zeros = { name: 'a.srm', content: Buffer.alloc(32_768) }
  const ones = { name: 'b.srm', content: Buffer.alloc(1000, 0xff) }
  for (const zip of [
    zipOf([]),
    zipOf([{ name: 'folder/' }]),
    zipOf([zeros]),
    zipOf([zeros, ones, { name: 'c' }]),
  ]) {
    expect(await hashOf(zip)).toMatchObject({ kind: 'zip', isBlank: true })
  }
  for (const zip of [
    zipOf([zeros, save]),
    zipOf([zeros], { prefix: someBytes('hidden', 10) }),
    zipOf([zeros], { trailing: someBytes('hidden', 10) }),
    zipOf([save, { ...zeros, name: save.name }]),
  ]) {
    expect(await hashOf(zip)).toMatchObject({ kind: 'zip', isBlank: false })
  }
  expect(await hashOf(Buffer.alloc(512, 0xff))).toMatchObject({ kind: 'raw', isBlank: true })
})

test('the store hashes what it has, and reads plain bytes once', async () => {
  const { blobs } = await realStore()
  const stored = await blobs.put([zipOf([save])], { limit: 1000 })
  expect(await blobs.contentHash(stored.sha256, stored)).toMatchObject({ hash: saveHash, kind: 'zip' })
  const raw = await blobs.put([someBytes('raw', 900)], { limit: 1000 })
  expect(await blobs.contentHash(raw.sha256)).toMatchObject({ hash: raw.md5, kind: 'raw' })
  const told = await blobs.contentHash(raw.sha256, { ...raw, md5: 'as told' })
  expect(told?.hash).toBe('as told')
  expect(await blobs.contentHash('0'.repeat(64))).toBeNull()
})

test('the checksum is the one of archives', () => {
  const crc = new Crc32()
  crc.add(Buffer.from('1234'))
  crc.add(Buffer.from('56789'))
  expect(crc.value).toBe(0xcbf43926)
  expect(new Crc32().value).toBe(0)
})
