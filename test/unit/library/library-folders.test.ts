import { expect, onTestFinished, test } from 'vitest'
import { EventLog } from '../../../main/domain/events/event-log'
import { JobRegistry } from '../../../main/domain/jobs/job-registry'
import { FolderScan } from '../../../main/domain/library/folder-scan'
import { LibraryFolders, settling, withoutWatching } from '../../../main/domain/library/library-folders'
import type { LibraryFiles } from '../../../main/domain/library/library-files'
import { createLibraryFiles } from '../../../main/platform/folder-files'
import { systemRandom } from '../../../main/platform/system-random'
import { sameThreadHasher, TestWatcher } from '../../helpers/library'
import { TestClock } from '../../helpers/test-clock'
import { open, temporaryFolder } from '../store/fixture'

/** Folders whose scans are counted. */
async function watchedFolder() {
  const dataFolder = await temporaryFolder()
  const unit = await open(dataFolder)
  const clock = new TestClock()
  const watcher = new TestWatcher()
  const events = new EventLog(systemRandom)
  const faults: unknown[] = []
  const jobs = new JobRegistry(
    clock,
    systemRandom,
    () => {},
    (error) => faults.push(error),
  )
  let scans = 0
  const real = createLibraryFiles(sameThreadHasher)
  const files: LibraryFiles = {
    ...real,
    scan: (root, handle) => {
      scans += 1
      return real.scan(root, handle)
    },
  }
  const scan = new FolderScan(unit, files, clock, systemRandom)
  const warn = (error: unknown) => faults.push(error)
  const folders = new LibraryFolders({ unit, files, scan, watcher, jobs, clock, events, dataFolder, warn })
  onTestFinished(() => folders.stop())
  const { job } = await folders.add(await temporaryFolder())
  await jobs.ended(job.id)
  /** How often the folder was read since the last question, once what runs has ended. */
  const scansSince = async () => {
    const running = jobs.running('scan')
    if (running) await jobs.ended(running.id)
    const since = scans
    scans = 0
    return since
  }
  await scansSince()
  return { clock, watcher, folders, jobs, faults, scansSince }
}

test('a change is read once it has settled, and once', async () => {
  const { clock, watcher, scansSince } = await watchedFolder()
  watcher.change()
  await clock.advance(settling - 1)
  watcher.change()
  await clock.advance(settling - 1)
  expect(await scansSince()).toBe(0)
  await clock.advance(1)
  expect(await scansSince()).toBe(1)
  await clock.advance(60 * 60 * 1000)
  expect(await scansSince()).toBe(0)
})

test('a folder that cannot be watched is read by the clock, and that is said', async () => {
  const { clock, watcher, faults, scansSince } = await watchedFolder()
  watcher.fail(new Error('no more watches'))
  expect(faults).toHaveLength(1)
  for (const _time of [1, 2]) {
    await clock.advance(withoutWatching)
    expect(await scansSince()).toBe(1)
  }
})

test('a scan asked for while one runs is done after it, in one job', async () => {
  const { folders, jobs, scansSince } = await watchedFolder()
  const first = folders.scan()
  expect(folders.scan().id).toBe(first.id)
  expect(await jobs.ended(first.id)).toMatchObject({ state: 'done', problems: [] })
  expect(await scansSince()).toBe(1)
})

test('nothing is started once it was stopped', async () => {
  const { clock, watcher, folders, jobs, scansSince } = await watchedFolder()
  watcher.change()
  await folders.stop()
  await clock.advance(settling)
  expect(await scansSince()).toBe(0)
  expect(await jobs.ended(folders.scan().id)).toMatchObject({ state: 'cancelled' })
})
