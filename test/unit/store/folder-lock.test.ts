import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { StoreUnusable } from '../../../main/store/store-unusable'
import { openElsewhere } from './another-process'
import { open, refusalOf, temporaryFolder } from './fixture'

test('a second store on one folder is refused in the same process, until the first is closed', async () => {
  const folder = await temporaryFolder()
  const first = await open(folder)
  const refusal = await refusalOf(open(folder))
  expect(refusal.reason).toBe('locked')
  expect(refusal.message).toContain(
    `Another Roost (process ${process.pid}) is using the data folder ${folder}`,
  )
  await first.write(({ settings }) => settings.set('still', 'works'))
  await expect(open(folder)).rejects.toMatchObject({ reason: 'locked' })
  await first.close()
  const second = await open(folder)
  expect(await second.read.settings.get('still')).toBe('works')
})

test('of several that start at once exactly one gets the folder', async () => {
  const folder = await temporaryFolder()
  const tries = Array.from({ length: 5 }, () =>
    open(folder).then(
      () => 'open',
      (error: unknown) => (error instanceof StoreUnusable ? error.reason : error),
    ),
  )
  const outcomes = await Promise.all(tries)
  expect(outcomes.filter((outcome) => outcome === 'open')).toHaveLength(1)
  expect(outcomes.filter((outcome) => outcome === 'locked')).toHaveLength(4)
})

test('a second process is refused', async () => {
  const folder = await temporaryFolder()
  await open(folder)
  const other = await openElsewhere(folder)
  expect(other.said).toMatch(/^locked: Another Roost/)
})

test('a killed holder leaves no lock, only a note of who it was', async () => {
  const folder = await temporaryFolder()
  const holder = await openElsewhere(folder)
  expect(holder.said).toBe('open')
  const refusal = await refusalOf(open(folder))
  expect(refusal.reason).toBe('locked')
  expect(refusal.message).toContain(`process ${holder.pid}`)
  await holder.kill()
  await open(folder)
})

test('without a note of who holds it the refusal is the same', async () => {
  const folder = await temporaryFolder()
  await open(folder)
  await writeFile(join(folder, 'hub.pid'), 'torn')
  const refusal = await refusalOf(open(folder))
  expect(refusal.reason).toBe('locked')
  expect(refusal.message).toContain('Another Roost is using')
})

test.skipIf(process.platform === 'win32')('only the owner of the account may look inside', async () => {
  const folder = join(await temporaryFolder(), 'made', 'deep')
  await open(folder)
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  for (const file of ['roost.sqlite', 'roost.sqlite-wal', 'hub.pid']) {
    expect([file, (await stat(join(folder, file))).mode & 0o077]).toEqual([file, 0])
  }
})
