import {
  chmod,
  chown,
  cp,
  mkdir,
  open as openFile,
  readdir,
  readFile,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import sqlite3 from 'sqlite3'
import { expect, test } from 'vitest'
import { fastest } from '../../helpers/fastest'
import { openElsewhere } from './another-process'
import { aPerson, open, refusalOf, temporaryFolder } from './fixture'

/** A folder whose store was used and closed. */
async function usedFolder() {
  const folder = await temporaryFolder()
  const store = await open(folder)
  await store.write(async ({ people, settings }) => {
    await people.insert(aPerson())
    for (let index = 0; index < 200; index += 1) await settings.set(`fact ${index}`, 'x'.repeat(500))
  })
  await store.close()
  return { folder, database: join(folder, 'roost.sqlite') }
}

/** Opens twice, for nothing of the first try may hide the damage from the second. */
async function damageOf(folder: string) {
  const before = await readFile(join(folder, 'roost.sqlite'))
  const refusal = await refusalOf(open(folder))
  const again = await refusalOf(open(folder))
  expect(again.message).toBe(refusal.message)
  expect((await readFile(join(folder, 'roost.sqlite'))).equals(before)).toBe(true)
  expect(refusal.message).toContain('left exactly as they are')
  return refusal.reason
}

test('what was written is there after closing and opening, all of it in the one database file', async () => {
  const { folder } = await usedFolder()
  expect((await readdir(folder)).sort()).toEqual(['lock.sqlite', 'roost.sqlite'])
  const copy = await temporaryFolder()
  await cp(join(folder, 'roost.sqlite'), join(copy, 'roost.sqlite'))
  const store = await open(copy)
  expect(await store.read.people.list()).toHaveLength(1)
  expect(await store.read.settings.get('fact 199')).toBe('x'.repeat(500))
})

test('a start that died while it made the database is begun anew', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'roost.sqlite.new'), 'half')
  await writeFile(join(folder, 'roost.sqlite.new-wal'), 'half')
  const store = await open(folder)
  expect(await store.read.people.list()).toEqual([])
  expect(await readdir(folder)).not.toContain('roost.sqlite.new')
})

test('what a killed process had made is there', async () => {
  const folder = await temporaryFolder()
  const holder = await openElsewhere(folder)
  await holder.kill()
  expect((await stat(join(folder, 'roost.sqlite'))).size).toBeGreaterThan(0)
  const store = await open(folder)
  expect(await store.read.people.list()).toEqual([])
})

test('damage: a file that is no database', async () => {
  const { folder, database } = await usedFolder()
  await writeFile(database, 'not a database at all, '.repeat(1_000))
  expect(await damageOf(folder)).toBe('damaged')
})

test('damage: a file cut off in the middle', async () => {
  const { folder, database } = await usedFolder()
  await truncate(database, (await stat(database)).size - 4_096 * 5 - 100)
  expect(await damageOf(folder)).toBe('damaged')
})

test('damage: an emptied file is not taken for a first start', async () => {
  const { folder, database } = await usedFolder()
  await truncate(database, 0)
  expect(await damageOf(folder)).toBe('damaged')
})

test('damage: overwritten pages under a sound header', async () => {
  const { folder, database } = await usedFolder()
  const file = await openFile(database, 'r+')
  await file.write(Buffer.alloc(9_000, 0x5a), 0, 9_000, 100)
  await file.close()
  expect(await damageOf(folder)).toBe('damaged')
})

test('damage: a log whose database is gone', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'roost.sqlite-wal'), 'the only copy')
  await expect(open(folder)).rejects.toMatchObject({ reason: 'damaged' })
  expect(await readFile(join(folder, 'roost.sqlite-wal'), 'utf8')).toBe('the only copy')
  expect(await readdir(folder)).not.toContain('roost.sqlite')
})

test("another program's database is refused as it is", async () => {
  const folder = await temporaryFolder()
  const database = join(folder, 'roost.sqlite')
  await new Promise<void>((resolve, reject) => {
    const other: sqlite3.Database = new sqlite3.Database(database)
    other.exec('CREATE TABLE songs (id INTEGER PRIMARY KEY)')
    other.close((error) => (error ? reject(error) : resolve()))
  })
  const refusal = await refusalOf(open(folder))
  expect(refusal.reason).toBe('unknown-migration')
  expect(refusal.message).toContain('not made by Roost')
})

test('a folder that cannot be made is not writable', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'file'), '')
  for (const path of [join(folder, 'file'), join(folder, 'file', 'inside')]) {
    const refusal = await refusalOf(open(path))
    expect(refusal.reason).toBe('not-writable')
    expect(refusal.message).toContain('--data')
  }
})

/** Root may write anywhere, so as root the store is opened by a process of `nobody`. */
const root = process.getuid?.() === 0
const nobody = 65_534

test.skipIf(process.platform === 'win32').each(['too long', 'a circle'])(
  'a path that leads nowhere is a folder that cannot be used: %s',
  async (kind) => {
    const folder = await temporaryFolder()
    const circle = join(folder, 'circle')
    await symlink(circle, circle)
    const path = kind === 'a circle' ? circle : join(folder, 'x'.repeat(300))
    expect((await refusalOf(open(path))).reason).toBe('not-writable')
  },
)

test.skipIf(process.platform !== 'linux')(
  'a folder where none can be made is refused, not tried for ever',
  async () => {
    expect((await refusalOf(open('/proc/roost/data'))).reason).toBe('not-writable')
  },
)

test('folders above the data folder are made, and nobody else may look into the data folder', async () => {
  const folder = await temporaryFolder()
  await open(join(folder, 'one', 'two'))
  expect((await stat(join(folder, 'one', 'two'))).mode & 0o777).toBe(0o700)
})

test.skipIf(process.platform === 'win32')(
  'what may only be read is not writable',
  { timeout: 30_000 },
  async () => {
    const parent = await temporaryFolder()
    await chmod(parent, 0o755)
    const identity = root ? { uid: nobody, gid: nobody } : {}
    const sealed = join(parent, 'sealed')
    await mkdir(sealed, { mode: 0o500 })
    const holder = await usedFolder()
    const readable = join(parent, 'readable')
    await cp(holder.folder, readable, { recursive: true })
    for (const path of [sealed, readable, join(readable, 'lock.sqlite'), join(readable, 'roost.sqlite')]) {
      if (root) await chown(path, nobody, nobody)
    }
    await chmod(join(readable, 'roost.sqlite'), 0o400)

    const tries = await Promise.all([openElsewhere(sealed, identity), openElsewhere(readable, identity)])
    for (const { said } of tries) expect(said).toMatch(/^not-writable: Roost cannot write to /)
  },
)

test('an existing store opens well within 300 ms', async () => {
  const { folder } = await usedFolder()
  const milliseconds = await fastest(5, async () => {
    const started = performance.now()
    const store = await open(folder)
    await store.read.people.owner()
    const took = performance.now() - started
    await store.close()
    return took
  })
  expect(milliseconds).toBeLessThan(300)
})
