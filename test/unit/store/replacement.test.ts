import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemRandom } from '../../../main/platform/system-random'
import { openDataFolder } from '../../../main/store/data-folder'
import { finishReplacement, replacementPath } from '../../../main/store/replace/finish-replacement'
import { replaceDatabase } from '../../../main/store/replace/replace-database'
import { aPerson, clock, log, open, temporaryFolder } from './fixture'

/** A folder with a database of one person, and a copy of an older one. */
async function aFolder() {
  const path = await temporaryFolder()
  const first = await open(path)
  await first.write(({ people }) => people.insert(aPerson({ username: 'older' })))
  await first.close()
  const copy = join(await temporaryFolder(), 'copy.sqlite')
  await cp(join(path, 'roost.sqlite'), copy)
  const second = await open(path)
  await second.write(({ people }) => people.update(1, { username: 'newer' }))
  await second.close()
  return { path, copy, folder: await openDataFolder(path) }
}

async function nameIn(path: string): Promise<string | undefined> {
  const store = await open(path)
  const [person] = await store.read.people.list()
  await store.close()
  return person?.username
}

/** As far as the old files were away when the process ended. */
const gone: readonly (readonly string[])[] = [
  [],
  ['roost.sqlite-wal'],
  ['roost.sqlite-wal', 'roost.sqlite-shm'],
  ['roost.sqlite-wal', 'roost.sqlite-shm', 'roost.sqlite'],
]

test.each(gone)('a replacement that was cut short is finished at the next start (%#)', async (...away) => {
  const { path, copy, folder } = await aFolder()
  await cp(copy, replacementPath(folder))
  await writeFile(`${folder.database}-wal`, '')
  await writeFile(`${folder.database}-shm`, '')
  const earlier = join(path, 'replaced', 'earlier')
  await mkdir(earlier, { recursive: true })
  for (const name of away) await rename(join(path, name), join(earlier, name))
  expect(await nameIn(path)).toBe('older')
  expect(await readdir(path)).not.toContain('roost.sqlite.replacement')
  const kept = await readdir(join(path, 'replaced'), { recursive: true })
  expect(kept.filter((name) => name.endsWith('roost.sqlite'))).toHaveLength(1)
})

test('a start that died while the new database was made changes nothing', async () => {
  const { path, folder, copy } = await aFolder()
  await writeFile(folder.unfinished, 'half of a database')
  await writeFile(`${folder.unfinished}-wal`, 'half of a log')
  expect(await nameIn(path)).toBe('newer')
  await replaceDatabase({ folder: path, clock, random: systemRandom, log, from: copy })
  expect(await nameIn(path)).toBe('older')
})

test('what is kept aside is never written over, even within one moment', async () => {
  const { path, copy, folder } = await aFolder()
  const places: (string | null)[] = []
  for (let time = 0; time < 3; time += 1) {
    const { replaced } = await replaceDatabase({ folder: path, clock, random: systemRandom, log, from: copy })
    places.push(replaced)
  }
  expect(new Set(places).size).toBe(3)
  for (const place of places) expect(await readFile(join(place ?? '', 'roost.sqlite'))).toBeTruthy()
  expect(await finishReplacement(folder, clock)).toBeNull()
})

test('every sequence is past anything that was seen, in what is replaced too', async () => {
  const { path, copy } = await aFolder()
  const store = await open(path)
  await store.write(async ({ people, saves }) => {
    for (let index = 0; index < 40; index += 1) await people.insert(aPerson({ username: `guest-${index}` }))
    await saves.startIdsAbove(500_000_000)
  })
  await store.close()
  await replaceDatabase({ folder: path, clock, random: systemRandom, log, from: copy })
  const restored = await open(path)
  const person = await restored.write(({ people }) => people.insert(aPerson({ username: 'after' })))
  expect(person.id).toBe(1_000_042)
  const [line] = await restored.read.saves.lines(1, null)
  expect(line).toBeUndefined()
  await restored.close()
  await rm(copy)
})
