import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nodeFiles } from '../../../main/store/blobs/node-files'
import { allOf, openOn, someBytes } from './fixture'
import { realStore, temporaryFolder } from './real-store'

const limit = 1000

test.each([
  '',
  '../../etc/passwd',
  `../${'a'.repeat(61)}`,
  `..\\${'a'.repeat(61)}`,
  `%5C${'a'.repeat(61)}`,
  'A'.repeat(64),
  'a'.repeat(63),
  'a'.repeat(65),
  'a'.repeat(300),
  `${'a'.repeat(63)}\0`,
  `${'a'.repeat(64)}\n`,
  `${'a'.repeat(63)}é`,
  'CON',
])('%j is no name of a content, and never becomes a path', async (name) => {
  const { blobs } = await realStore()
  const asked: (() => Promise<unknown>)[] = [
    () => blobs.get(name),
    () => blobs.has(name),
    () => blobs.open(name),
    () => blobs.verify(name),
    () => blobs.contentHash(name),
    () => blobs.remove(name),
  ]
  for (const ask of asked) await expect(ask()).rejects.toThrow(RangeError)
})

test('only what looks like a content is listed', async () => {
  const { folder, blobs } = await realStore()
  const { sha256: name } = await blobs.put([someBytes('listed', 10)], { limit })
  const digits = name.slice(0, 2)
  await writeFile(join(folder, 'blobs', digits, '.DS_Store'), 'x')
  await writeFile(join(folder, 'blobs', digits, `${name}.bak`), 'x')
  await writeFile(join(folder, 'blobs', digits, 'z'.repeat(64)), 'x')
  await writeFile(join(folder, 'blobs', digits, (digits === '00' ? '11' : '00').padEnd(64, 'a')), 'x')
  await mkdir(join(folder, 'blobs', digits, digits.padEnd(64, '0')))
  await mkdir(join(folder, 'blobs', 'other'))
  await writeFile(join(folder, 'blobs', 'other', 'b'.repeat(64)), 'x')
  expect(await allOf(blobs.list())).toEqual([name])
})

test('a start sweeps what an earlier one left unfinished, and nothing else', async () => {
  const folder = await temporaryFolder()
  const incoming = join(folder, 'blobs', 'incoming')
  await mkdir(incoming, { recursive: true })
  await writeFile(join(incoming, '0123456789abcdef-7.part'), 'torn')
  await writeFile(join(incoming, 'mine.part'), 'somebody put it there')
  await mkdir(join(incoming, '0123456789abcdef-8.part'))
  await openOn(nodeFiles(folder))
  expect(new Set(await readdir(incoming))).toEqual(new Set(['0123456789abcdef-8.part', 'mine.part']))
})
