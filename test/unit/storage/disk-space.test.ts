import { expect, test } from 'vitest'
import { EventLog } from '../../../main/domain/events/event-log'
import { HealthService } from '../../../main/domain/health/health-service'
import { DiskMonitor } from '../../../main/domain/storage/disk-monitor'
import { diskStateOf, usualDiskLimits } from '../../../main/domain/storage/disk-space'
import { diskSpaceOf } from '../../../main/platform/disk-space'
import { systemRandom } from '../../../main/platform/system-random'
import { clock, open, temporaryFolder } from '../store/fixture'

const mebibyte = 1024 ** 2
const gibibyte = 1024 ** 3
const well = { state: 'ok', code: null, problem: null, what_to_do: null } as const

test.each([
  // The disk, the warning, no more uploads.
  [500 * gibibyte, 25 * gibibyte, 2 * gibibyte],
  [100 * gibibyte, 5 * gibibyte, gibibyte],
  [32 * gibibyte, 5 * gibibyte, 512 * mebibyte],
  [4096 * gibibyte, 50 * gibibyte, 2 * gibibyte],
  [64 * mebibyte, 16 * mebibyte, 8 * mebibyte],
])('a disk of %i bytes is low below %i and full below %i', (totalBytes, warnBelow, refuseBelow) => {
  const limits = usualDiskLimits(totalBytes)
  expect(limits.warnBelow).toBe(warnBelow)
  expect(Math.round(limits.refuseBelow)).toBe(refuseBelow)
  const levelAt = (freeBytes: number) => diskStateOf({ freeBytes, totalBytes }, usualDiskLimits).level
  expect(levelAt(warnBelow)).toBe('ok')
  expect(levelAt(warnBelow - 1)).toBe('low')
  expect(levelAt(Math.ceil(limits.refuseBelow))).toBe('low')
  expect(levelAt(Math.floor(limits.refuseBelow) - 1)).toBe('full')
})

test('the system is asked about the disk of a folder; one that is not there is unknown, and nothing is refused', async () => {
  const folder = await temporaryFolder()
  const space = await diskSpaceOf(folder)
  expect(space?.totalBytes).toBeGreaterThan(space?.freeBytes ?? Number.NaN)
  const events = new EventLog(systemRandom)
  const monitor = new DiskMonitor(() => diskSpaceOf(`${folder}/gone`), clock, events)
  expect(await monitor.look()).toEqual({ level: 'unknown', space: null, limits: null })
  await monitor.assertRoom(1)
})

test('a database that takes no writes is said to be unwell, and well again later', async () => {
  const store = await open(await temporaryFolder())
  let isFailing = true
  const unit: typeof store = {
    ...store,
    write: (work) => (isFailing ? Promise.reject(new Error('disk I/O error')) : store.write(work)),
  }
  const monitor = new DiskMonitor(() => Promise.resolve(null), clock, new EventLog(systemRandom))
  const health = new HealthService(unit, clock, monitor, {
    report: () => Promise.resolve({ database: well, backup: well }),
  })
  expect((await health.report()).database).toMatchObject({ state: 'bad', code: 'database-unwritable' })
  expect(await health.isWell()).toBe(false)
  isFailing = false
  expect((await health.report()).database).toMatchObject({ state: 'ok' })
  expect(await health.isWell()).toBe(true)
})
