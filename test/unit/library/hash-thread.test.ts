import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { hashInside } from '../../../main/platform/file-hash'
import { createHashThread, type FileHasher } from '../../../main/platform/hash-thread'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-hash-'))
  await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    ssr: { target: 'node', noExternal: true },
    build: {
      ssr: join(import.meta.dirname, '../../../main/platform/hash-worker.ts'),
      outDir: join(folder, 'built'),
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'hash-worker.cjs' } },
    },
  })
  await writeFile(join(folder, 'small.bin'), '123456789')
  await writeFile(join(folder, 'large.bin'), new Uint8Array(64 * 1024 * 1024))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function hasher(): FileHasher {
  const made = createHashThread(join(folder, 'built/hash-worker.cjs'))
  onTestFinished(() => made.close())
  return made
}

const never = new AbortController().signal

test('the thread says what the same thread would say', async () => {
  const thread = hasher()
  const both = await Promise.all([
    thread.hash(folder, 'small.bin', never),
    thread.hash(folder, 'large.bin', never),
  ])
  expect(both).toEqual([await hashInside(folder, 'small.bin'), await hashInside(folder, 'large.bin')])
  expect(both[0]?.crc).toBe('cbf43926')
})

test('a file that is not there, or outside, is refused, and the thread goes on', async () => {
  const thread = hasher()
  await expect(thread.hash(folder, 'none.bin', never)).rejects.toThrow('ENOENT')
  await expect(thread.hash(folder, '../x', never)).rejects.toThrow('does not lie in')
  await expect(thread.hash(folder, 'small.bin', never)).resolves.toMatchObject({ crc: 'cbf43926' })
})

test('cancelled in the middle of a file, it stops, and works again afterwards', async () => {
  const thread = hasher()
  const cancel = new AbortController()
  setImmediate(() => cancel.abort())
  await expect(thread.hash(folder, 'large.bin', cancel.signal)).rejects.toThrow('cancelled')
  await expect(thread.hash(folder, 'small.bin', never)).resolves.toMatchObject({ crc: 'cbf43926' })
})

test('while it hashes the main thread is free', async () => {
  let turns = 0
  const count = () => {
    turns += 1
    timer = setImmediate(count)
  }
  let timer = setImmediate(count)
  await hasher().hash(folder, 'large.bin', never)
  clearImmediate(timer)
  expect(turns).toBeGreaterThan(1_000)
})
