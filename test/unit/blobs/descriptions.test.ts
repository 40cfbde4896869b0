import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { VersionDescription } from '../../../main/domain/saves/blob-store-description'
import { aDescription, allOf } from './fixture'
import { realStore } from './real-store'

const id = 1_234_567
const file = (folder: string) => join(folder, 'sidecars', '87', `${id}.json`)

test('a description is given back as it was last described', async () => {
  const { folder, descriptions } = await realStore()
  await descriptions.describe(aDescription())
  await descriptions.describe(
    aDescription({ versionId: id + 1, origin: null, parentId: null, emulator: null }),
  )
  await descriptions.describe(
    aDescription({ pinned: true, note: 'before the last boss\n“ö” 🎮', state: 'past' }),
  )
  const found = await allOf(descriptions.descriptions())
  expect(found).toHaveLength(2)
  expect(found).toContainEqual({
    kind: 'description',
    description: aDescription({ pinned: true, note: 'before the last boss\n“ö” 🎮', state: 'past' }),
  })
  expect(await readdir(join(folder, 'sidecars', 'incoming'))).toEqual([])
})

test('of many descriptions of one version at once the last asked for stays', async () => {
  const { descriptions } = await realStore()
  const notes = Array.from({ length: 20 }, (_, index) => `note ${index}`)
  await Promise.all(notes.map((note) => descriptions.describe(aDescription({ note }))))
  expect(await allOf(descriptions.descriptions())).toEqual([
    { kind: 'description', description: aDescription({ note: 'note 19' }) },
  ])
})

test.each<[string, RegExp, (path: string) => Promise<void>]>([
  ['empty', /JSON/, (path) => truncate(path, 0)],
  ['cut short', /JSON/, (path) => truncate(path, 200)],
  ['not JSON', /JSON/, (path) => writeFile(path, 'save')],
  ['of a format that is not known', /format/, (path) => replace(path, '"format":1', '"format":2')],
  ['changed by a bit', /digest/, (path) => replace(path, '"size":32768', '"size":32769')],
  [
    'of another version',
    /another version/,
    async (path) => replace(path, await readFile(path, 'utf8'), await anotherVersion()),
  ],
  ['far too large', /larger/, (path) => writeFile(path, ' '.repeat(10_000_000))],
])('a description that is %s is told, and harms no other', async (_, problem, harm) => {
  const { folder, descriptions } = await realStore()
  await descriptions.describe(aDescription())
  await descriptions.describe(aDescription({ versionId: 5 }))
  await harm(file(folder))
  const found = await allOf(descriptions.descriptions())
  expect(found).toContainEqual({ kind: 'description', description: aDescription({ versionId: 5 }) })
  expect(found).toContainEqual({
    kind: 'damaged',
    file: `sidecars/87/${id}.json`,
    problem: expect.stringMatching(problem),
  })
})

async function replace(path: string, before: string, after: string): Promise<void> {
  const text = await readFile(path, 'utf8')
  expect(text).toContain(before)
  await writeFile(
    path,
    text.replace(before, () => after),
  )
}

async function anotherVersion(): Promise<string> {
  const { folder, descriptions } = await realStore()
  await descriptions.describe(aDescription({ versionId: id + 256 }))
  return readFile(join(folder, 'sidecars', '87', `${id + 256}.json`), 'utf8')
}

test.each<[string, Partial<VersionDescription>]>([
  ['an id that is no whole number', { versionId: 1.5 }],
  ['a negative id', { versionId: -1 }],
  ['a slot without end', { key: 'x'.repeat(451) }],
  ['an empty file name', { fileName: '' }],
  ['a file name without end', { fileName: 'x'.repeat(451) }],
  ['a file name with NUL', { fileName: 'a\0b' }],
  ['a note without end', { note: 'x'.repeat(10_001) }],
  ['a hash that is none', { sha256: '../../etc/passwd' }],
  ['a time that is none', { arrivedAt: 'yesterday' }],
])('a description with %s is refused, and what was there stays', async (_, change) => {
  const { descriptions } = await realStore()
  await descriptions.describe(aDescription())
  await expect(descriptions.describe(aDescription({ note: 'new', ...change }))).rejects.toThrow()
  expect(await allOf(descriptions.descriptions())).toEqual([
    { kind: 'description', description: aDescription() },
  ])
})

test('the largest description there can be is read back', async () => {
  const { descriptions } = await realStore()
  const wide = (length: number) => '\u{1f3ae}'.repeat(length)
  const largest = aDescription({
    person: { id: 1, name: wide(255) },
    game: { id: 1, platform: wide(100), name: wide(450), fileName: wide(450) },
    key: wide(450),
    origin: { deviceId: wide(255), deviceName: wide(255) },
    fileName: wide(450),
    emulator: wide(50),
    note: '\u0001'.repeat(10_000),
  })
  await descriptions.describe(largest)
  expect(await allOf(descriptions.descriptions())).toEqual([{ kind: 'description', description: largest }])
})

test('names that are hostile or look alike are text in a description, and nothing else', async () => {
  const { folder, descriptions } = await realStore()
  const names = ['../../x', '..\\x', '%5C', 'CON', '<img src=x>', 'é', 'e\u0301', 'A', 'a', 'x'.repeat(300)]
  for (const [index, name] of names.entries()) {
    await descriptions.describe(aDescription({ versionId: index + 1, fileName: name, key: name }))
  }
  const found = await allOf(descriptions.descriptions())
  const read = found.map((one) => (one.kind === 'description' ? one.description.fileName : one.problem))
  expect(new Set(read)).toEqual(new Set(names))
  expect(await readdir(folder)).toEqual(['sidecars'])
})

test('what does not belong there is passed over', async () => {
  const { folder, descriptions } = await realStore()
  await descriptions.describe(aDescription())
  await writeFile(join(folder, 'sidecars', '87', 'notes.txt'), 'x')
  await writeFile(join(folder, 'sidecars', '87', '5.json'), 'x')
  await mkdir(join(folder, 'sidecars', 'zz'))
  expect(await allOf(descriptions.descriptions())).toHaveLength(1)
})
