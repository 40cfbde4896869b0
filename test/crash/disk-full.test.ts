import { execFile } from 'node:child_process'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { nodeFiles } from '../../main/store/blobs/node-files'
import { aDescription, allOf, mebibyte, openOn, readBack, sha256, someBytes } from '../unit/blobs/fixture'
import { temporaryFolder } from '../unit/blobs/real-store'

const run = promisify(execFile)
const limit = 16 * mebibyte

/** A disk of 4 MiB that goes when the test ends; null where nobody may mount one. */
async function smallDisk(): Promise<string | null> {
  const folder = await temporaryFolder()
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
  await run('mount', ['-t', 'tmpfs', '-o', 'size=4m,mode=0700', 'roost-test', folder])
  onTestFinished(async () => {
    await run('umount', [folder])
  })
  return folder
}

async function partsIn(folder: string): Promise<string[]> {
  return readdir(join(folder, 'blobs', 'incoming'))
}

test('a disk that is full refuses what is too much, keeps all it had, and goes on when there is room', async () => {
  const folder = await smallDisk()
  if (folder === null) return console.log('not run: needs root')
  const { blobs, descriptions } = await openOn(nodeFiles(folder))
  const small = someBytes('small', mebibyte)
  const { sha256: name } = await blobs.put([small], { limit })
  await descriptions.describe(aDescription())

  const large = someBytes('large', 6 * mebibyte)
  const pieces = Array.from({ length: 96 }, (_, index) =>
    large.subarray(index * 65_536, (index + 1) * 65_536),
  )
  for (let time = 0; time < 3; time += 1) {
    await expect(blobs.put(pieces, { limit })).rejects.toMatchObject({ name: 'StorageFull' })
    expect(await partsIn(folder)).toEqual([])
  }
  expect(await allOf(blobs.list())).toEqual([name])

  const ballast = join(folder, 'ballast')
  await writeFile(ballast, Buffer.alloc(8 * mebibyte)).catch(() => undefined)
  await expect(blobs.put([someBytes('another', 8192)], { limit })).rejects.toMatchObject({
    name: 'StorageFull',
  })
  await expect(descriptions.describe(aDescription({ note: 'new' }))).rejects.toMatchObject({
    name: 'StorageFull',
  })
  expect(sha256((await readBack(blobs, name)) ?? Buffer.alloc(0))).toBe(name)
  expect(await allOf(descriptions.descriptions())).toEqual([
    { kind: 'description', description: aDescription() },
  ])

  await run('rm', [ballast])
  await blobs.put([someBytes('another', 8192)], { limit })
  expect(await allOf(blobs.list())).toHaveLength(2)
})

test('a disk that may only be read is read, and says so when it is written to', async () => {
  const folder = await smallDisk()
  if (folder === null) return console.log('not run: needs root')
  const before = await openOn(nodeFiles(folder))
  const { sha256: name } = await before.blobs.put([someBytes('kept', 1000)], { limit })
  await writeFile(join(folder, 'blobs', 'incoming', '0123456789abcdef-1.part'), 'left by a crash')
  await run('mount', ['-o', 'remount,ro', folder])

  const { blobs, descriptions } = await openOn(nodeFiles(folder))
  expect(await blobs.verify(name)).toBe('intact')
  for (const refused of [
    () => blobs.put([someBytes('new', 10)], { limit }),
    () => blobs.put([someBytes('kept', 1000)], { limit }),
    () => blobs.remove(name),
    () => descriptions.describe(aDescription()),
  ]) {
    await expect(refused()).rejects.toMatchObject({ name: 'StorageReadOnly' })
  }
  expect(await allOf(blobs.list())).toEqual([name])
})
