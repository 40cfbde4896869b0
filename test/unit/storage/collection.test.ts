import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { collectionOffUntil } from '../../../main/domain/storage/storage-service'
import { SavesSystem } from '../../property/saves-system'

const day = 24 * 60 * 60 * 1000
const handle = { signal: new AbortController().signal, progress: () => undefined }

/** A household with one save, and a content nobody knows. */
async function withStranger() {
  const system = await SavesSystem.open()
  onTestFinished(() => system.close())
  await system.upload({ content: 3, slot: 'autosave', device: 0, overwrite: false, keep: null })
  const { blobs } = system.services
  const stored = await blobs.put([Buffer.from('nobody knows this')], { limit: 100 })
  stored.release()
  const [known] = await system.versions()
  return { system, blobs, known: known?.sha256 ?? '', stranger: stored.sha256 }
}

test('what nobody knows goes when it was found twice, a day apart; a save never goes', async () => {
  const { system, blobs, known, stranger } = await withStranger()
  await system.space.collection.run(handle)
  await system.clock.advance(day - 1)
  await system.space.collection.run(handle)
  expect(await blobs.has(stranger)).toBe(true)
  await system.clock.advance(1)
  await system.space.collection.run(handle)
  expect(await blobs.has(stranger)).toBe(false)
  expect(await blobs.has(known)).toBe(true)
})

test('what is needed in between begins anew', async () => {
  const { system, blobs, stranger } = await withStranger()
  await system.space.collection.run(handle)
  await system.clock.advance(2 * day)
  const again = await blobs.put([Buffer.from('nobody knows this')], { limit: 100 })
  await system.space.collection.run(handle)
  expect(await blobs.has(stranger)).toBe(true)
  again.release()
})

test('a clock that goes back only makes it later', async () => {
  const { system, blobs, stranger } = await withStranger()
  await system.space.collection.run(handle)
  await system.clock.advance(-30 * day)
  await system.space.collection.run(handle)
  await system.clock.advance(day - 1)
  await system.space.collection.run(handle)
  expect(await blobs.has(stranger)).toBe(true)
  await system.clock.advance(1)
  await system.space.collection.run(handle)
  expect(await blobs.has(stranger)).toBe(false)
})

test('nothing goes for as long as a restore said', async () => {
  const { system, blobs, stranger } = await withStranger()
  const until = new Date(system.clock.now() + 30 * day).toISOString()
  await system.store.write(({ settings }) => settings.set(collectionOffUntil, until))
  for (let days = 0; days < 30; days += 1) {
    await system.space.collection.run(handle)
    await system.clock.advance(day)
  }
  expect(await blobs.has(stranger)).toBe(true)
  await system.space.collection.run(handle)
  await system.clock.advance(day)
  await system.space.collection.run(handle)
  expect(await blobs.has(stranger)).toBe(false)
})

test('nothing goes while a backup is made', async () => {
  const { system, blobs, stranger } = await withStranger()
  await system.space.collection.run(handle)
  await system.clock.advance(2 * day)
  let finish: () => void = () => undefined
  const job = system.jobs.start('backup', () => new Promise((resolve) => (finish = resolve)))
  await system.space.collection.run(handle)
  expect(await blobs.has(stranger)).toBe(true)
  finish()
  await system.jobs.ended(job.id)
  await system.space.collection.run(handle)
  expect(await blobs.has(stranger)).toBe(false)
})

test('a content that a side-car describes of which there is no row stays', async () => {
  const { system, blobs, known, stranger } = await withStranger()
  await system.services.sideCars.flush()
  const found = []
  for await (const each of system.services.descriptions.descriptions()) found.push(each)
  const [first] = found
  if (first?.kind !== 'description') throw new Error('The save has no side-car')
  expect(first.description.sha256).toBe(known)
  await system.services.descriptions.describe({ ...first.description, versionId: 77, sha256: stranger })
  for (let days = 0; days < 3; days += 1) {
    await system.space.collection.run(handle)
    await system.clock.advance(day)
  }
  expect(await blobs.has(stranger)).toBe(true)
})

test('a damaged side-car of which there is no row may name anything: nothing goes', async () => {
  const { system, blobs, stranger } = await withStranger()
  await mkdir(join(system.folder, 'sidecars', '4d'), { recursive: true })
  await writeFile(join(system.folder, 'sidecars', '4d', '77.json'), 'damaged')
  for (let days = 0; days < 3; days += 1) {
    await system.space.collection.run(handle)
    await system.clock.advance(day)
  }
  expect(await blobs.has(stranger)).toBe(true)
})
