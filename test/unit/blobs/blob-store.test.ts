import { chmod, chown, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ContentTooLarge } from '../../../main/domain/saves/blob-store-errors'
import { nodeFiles } from '../../../main/store/blobs/node-files'
import { allOf, bytesOf, md5, mebibyte, openOn, readBack, sha256, someBytes } from './fixture'
import { realStore } from './real-store'

const limit = 16 * mebibyte
const posix = process.platform !== 'win32'

function pathOf(folder: string, name: string): string {
  return join(folder, 'blobs', name.slice(0, 2), name)
}

/** Every file below a folder, relative to it. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

test('a content is given back byte for byte, measured in one pass', async () => {
  const { folder, blobs } = await realStore()
  const bytes = someBytes('save', 3 * mebibyte + 17)
  const stored = await blobs.put([bytes.subarray(0, 5), bytes.subarray(5, 5), bytes.subarray(5)], { limit })
  expect(stored).toMatchObject({
    sha256: sha256(bytes),
    md5: md5(bytes),
    size: bytes.length,
    isBlank: false,
    isNew: true,
    wasRepaired: false,
  })
  expect(bytes.equals(await readFile(pathOf(folder, stored.sha256)))).toBe(true)
  expect(bytes.equals((await readBack(blobs, stored.sha256)) ?? Buffer.alloc(0))).toBe(true)
  expect(await blobs.has(stored.sha256)).toBe(true)
  expect(await blobs.verify(stored.sha256)).toBe('intact')
  expect(await allOf(blobs.list())).toEqual([stored.sha256])
  expect(await filesIn(folder)).toEqual([stored.sha256])
})

test('no bytes at all are a content too', async () => {
  const { blobs } = await realStore()
  const { sha256: name, size, isBlank } = await blobs.put([], { limit })
  expect({ name, size, isBlank }).toEqual({ name: sha256(Buffer.alloc(0)), size: 0, isBlank: true })
  expect(await readBack(blobs, name)).toEqual(Buffer.alloc(0))
})

test('a range is read as asked, and one outside the content is refused', async () => {
  const { blobs } = await realStore()
  const bytes = someBytes('range', 200_000)
  const { sha256: name } = await blobs.put([bytes], { limit })
  for (const [start, end] of [
    [0, 200_000],
    [0, 1],
    [70_000, 140_001],
    [199_999, 200_000],
    [5, 5],
    [200_000, 200_000],
  ] as const) {
    const found = await blobs.get(name, { start, end })
    expect(found?.size).toBe(200_000)
    expect(bytes.subarray(start, end).equals(await bytesOf(found?.stream ?? []))).toBe(true)
  }
  for (const [start, end] of [
    [-1, 5],
    [6, 5],
    [0, 200_001],
    [Number.NaN, 5],
  ] as const) {
    await expect(blobs.get(name, { start, end })).rejects.toThrow(RangeError)
  }
})

test('the same bytes again are the same content, and its file is left alone', async () => {
  const { folder, blobs } = await realStore()
  const bytes = someBytes('again', 40_000)
  const first = await blobs.put([bytes], { limit })
  const before = await stat(pathOf(folder, first.sha256))
  const second = await blobs.put([bytes], { limit })
  expect(second).toMatchObject({ sha256: first.sha256, isNew: false, wasRepaired: false })
  expect((await stat(pathOf(folder, first.sha256))).ino).toBe(before.ino)
  expect(await filesIn(folder)).toEqual([first.sha256])
})

test.each([
  ['cut short', (path: string) => truncate(path, 100)],
  ['empty', (path: string) => truncate(path, 0)],
  ['of the right size with a wrong byte', (path: string) => writeFile(path, someBytes('another', 40_000))],
  [
    'a link to somewhere else',
    async (path: string) => {
      await rm(path)
      await symlink('/etc/passwd', path)
    },
  ],
])('a file that is %s is told as damage, and repaired by the same bytes', async (_, harm) => {
  const { folder, blobs } = await realStore()
  const bytes = someBytes('repair', 40_000)
  const { sha256: name } = await blobs.put([bytes], { limit })
  await harm(pathOf(folder, name))
  expect(['damaged', 'unreadable']).toContain(await blobs.verify(name))
  const again = await blobs.put([bytes], { limit })
  expect(again).toMatchObject({ isNew: false, wasRepaired: true })
  expect(await blobs.verify(name)).toBe('intact')
  expect(await readBack(blobs, name)).toEqual(bytes)
})

test('a file is never read through a link', async () => {
  const { folder, blobs } = await realStore()
  const { sha256: name } = await blobs.put([someBytes('link', 10)], { limit })
  await rm(pathOf(folder, name))
  await symlink('/etc/passwd', pathOf(folder, name))
  await expect(blobs.get(name)).rejects.toMatchObject({ name: 'StorageFailed' })
  expect(await blobs.has(name)).toBe(false)
  expect(await allOf(blobs.list())).toEqual([])
})

test('many at once bring the same and other bytes: each is stored once and whole', async () => {
  const { folder, blobs } = await realStore()
  const contents = Array.from({ length: 8 }, (_, index) => someBytes(`many ${index}`, 30_000 + index))
  const stored = await Promise.all(
    Array.from({ length: 64 }, (_, index) => blobs.put([contents[index % 8] ?? Buffer.alloc(0)], { limit })),
  )
  expect(stored.filter(({ isNew }) => isNew)).toHaveLength(8)
  expect(new Set(await allOf(blobs.list()))).toEqual(new Set(contents.map(sha256)))
  for (const bytes of contents) expect(await readBack(blobs, sha256(bytes))).toEqual(bytes)
  expect(await filesIn(folder)).toHaveLength(8)
})

test('the limit is counted while reading; nothing stays, and no more is read', async () => {
  const { folder, blobs } = await realStore()
  let asked = 0
  let ended = false
  function* endless() {
    try {
      for (;;) {
        asked += 1
        yield someBytes('endless', 1000)
      }
    } finally {
      ended = true
    }
  }
  const refused = await blobs.put(endless(), { limit: 10_000 }).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(ContentTooLarge)
  expect(refused).toMatchObject({ limit: 10_000 })
  expect({ asked, ended }).toEqual({ asked: 11, ended: true })
  expect(await filesIn(folder)).toEqual([])
  const exact = await blobs.put([someBytes('exact', 10_000)], { limit: 10_000 })
  expect(exact.size).toBe(10_000)
})

test('what a source throws is thrown on, and nothing stays', async () => {
  const { folder, blobs } = await realStore()
  const hungUp = new Error('the handheld hung up')
  function* failing() {
    yield someBytes('half', 5000)
    throw hungUp
  }
  await expect(blobs.put(failing(), { limit })).rejects.toBe(hungUp)
  expect(await filesIn(folder)).toEqual([])
})

test('a removed content is gone, and what is still needed is not removed', async () => {
  const { folder, blobs } = await realStore()
  const bytes = someBytes('remove', 100)
  const first = await blobs.put([bytes], { limit })
  const second = await blobs.put([bytes], { limit })
  const name = first.sha256
  expect(await blobs.remove(name)).toBe('in-use')
  first.release()
  first.release()
  expect(await blobs.remove(name)).toBe('in-use')
  second.release()
  expect(await blobs.remove(name, () => Promise.resolve(true))).toBe('in-use')
  expect(await readBack(blobs, name)).toEqual(bytes)
  expect(await blobs.remove(name, () => Promise.resolve(false))).toBe('removed')
  expect(await blobs.remove(name)).toBe('missing')
  expect(await blobs.get(name)).toBeNull()
  expect(await blobs.verify(name)).toBe('missing')
  expect(await filesIn(folder)).toEqual([])
})

test('a content that comes while its removal is being decided is there afterwards', async () => {
  const { blobs } = await realStore()
  const bytes = someBytes('race', 100)
  const first = await blobs.put([bytes], { limit })
  first.release()
  let putting: Promise<unknown> = Promise.resolve()
  const removing = blobs.remove(first.sha256, async () => {
    putting = blobs.put([bytes], { limit })
    // Time enough for that put, if nothing kept it waiting for the removal.
    const others = ['one', 'two', 'three'].map((seed) => blobs.put([someBytes(seed, mebibyte)], { limit }))
    await Promise.race([putting, Promise.all(others)])
    return false
  })
  expect(await removing).toBe('removed')
  await putting
  expect(await readBack(blobs, first.sha256)).toEqual(bytes)
})

test.skipIf(!posix)('only the owner of the account may look inside', async () => {
  const { folder, blobs } = await realStore()
  const { sha256: name } = await blobs.put([someBytes('mode', 10)], { limit })
  const modeOf = async (path: string) => (await stat(path)).mode & 0o777
  expect(await modeOf(pathOf(folder, name))).toBe(0o600)
  for (const path of ['blobs', 'blobs/incoming', `blobs/${name.slice(0, 2)}`]) {
    expect([path, await modeOf(join(folder, path))]).toEqual([path, 0o700])
  }
})

test('a folder that was taken away is made again by the next try', async () => {
  const { folder, blobs } = await realStore()
  const bytes = someBytes('taken', 10)
  const { sha256: name } = await blobs.put([bytes], { limit })
  await rm(join(folder, 'blobs', name.slice(0, 2)), { recursive: true })
  await expect(blobs.put([bytes], { limit })).rejects.toMatchObject({ name: 'StorageFailed' })
  await blobs.put([bytes], { limit })
  expect(await readBack(blobs, name)).toEqual(bytes)
})

test.skipIf(process.platform !== 'linux')('no file stays open, whether it was read or not', async () => {
  const { blobs } = await realStore()
  const { sha256: name } = await blobs.put([someBytes('open', 200_000)], { limit })
  const count = async () => (await readdir('/proc/self/fd')).length
  const before = await count()
  for (let time = 0; time < 20; time += 1) {
    await readBack(blobs, name)
    await bytesOf((await blobs.get(name, { start: 3, end: 3 }))?.stream ?? [])
    await blobs.get(name, { start: 9, end: 3 }).catch(() => null)
    await blobs.contentHash(name)
    await blobs.verify(name)
    await blobs.put([Buffer.alloc(100)], { limit: 10 }).catch(() => null)
    for await (const _ of (await blobs.get(name))?.stream ?? []) break
  }
  await expect.poll(count).toBeLessThanOrEqual(before)
})

test.skipIf(!posix)('a folder that may only be read is read', async () => {
  const { folder, blobs } = await realStore()
  const { sha256: name } = await blobs.put([someBytes('read-only', 10)], { limit })
  const incoming = join(folder, 'blobs', 'incoming')
  await writeFile(join(incoming, '0123456789abcdef-1.part'), 'left')
  await chmod(incoming, 0o500)
  await asOrdinaryUser(folder, async () => {
    const again = await openOn(nodeFiles(folder))
    expect(await again.blobs.verify(name)).toBe('intact')
    await expect(again.blobs.put([someBytes('new', 10)], { limit })).rejects.toMatchObject({
      name: 'StorageReadOnly',
    })
  })
})

/** To root every folder is writable. */
async function asOrdinaryUser(folder: string, work: () => Promise<void>): Promise<void> {
  if (process.getuid?.() !== 0) return work()
  const nobody = 65_534
  const entries = await readdir(folder, { recursive: true })
  for (const path of ['.', ...entries]) await chown(join(folder, path), nobody, nobody)
  process.seteuid?.(nobody)
  try {
    await work()
  } finally {
    process.seteuid?.(0)
  }
}
