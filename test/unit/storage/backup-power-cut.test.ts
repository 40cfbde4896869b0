import { expect, test } from 'vitest'
import type { JobHandle } from '../../../main/domain/jobs/job-registry'
import { type BackupSource, makeBackup } from '../../../main/domain/storage/backup-run'
import type { ContentReader } from '../../../main/domain/storage/named-contents'
import type { SnapshotStore } from '../../../main/domain/storage/snapshots'
import { systemRandom } from '../../../main/platform/system-random'
import { FolderBackup } from '../../../main/store/backup/folder-backup'
import type { Files } from '../../../main/store/blobs/file-port'
import { sha256Of } from '../../../main/store/blobs/measure'
import { CrashingFiles, systemError } from '../blobs/crashing-files'
import { aDescription, allOf, inMemory, openOn, seeded, sha256, someBytes } from '../blobs/fixture'
import { open, temporaryFolder } from '../store/fixture'

const handle: JobHandle = {
  signal: new AbortController().signal,
  progress: () => undefined,
  problem: () => undefined,
}

/** The database of a run, which is never looked into here. */
const databaseOf = (run: number) => someBytes(`database ${run}`, 5_000)

function snapshotsOf(run: number): SnapshotStore {
  const snapshot = { name: 'a', kind: 'backup', at: '2026-01-02T12:00:00.000Z', sizeBytes: 5_000 } as const
  return {
    take: () => Promise.resolve(snapshot),
    list: () => Promise.resolve([snapshot]),
    open: () => Promise.resolve(inMemory(databaseOf(run))),
    remove: () => Promise.resolve(),
    check: () => Promise.resolve(null),
  }
}

/** A hub that has two contents more at each run, all named by its database. */
async function aSource(run: number): Promise<{ source: BackupSource; names: string[] }> {
  const store = await open(await temporaryFolder())
  const { blobs, descriptions } = await openOn(new CrashingFiles())
  const names: string[] = []
  for (let index = 0; index < run * 2; index += 1) {
    const bytes = someBytes(index, [100, 70_000, 0, 8_192][index] ?? 1)
    const { release } = await blobs.put([bytes], { limit: 100_000 })
    release()
    names.push(sha256(bytes))
    await descriptions.describe(aDescription({ versionId: 1_000 + index, sha256: sha256(bytes) }))
  }
  names.sort()
  const contents: ContentReader = {
    named: (after) => Promise.resolve(names.filter((name) => name > after)),
    totals: () => Promise.resolve({ contents: names.length, sizeBytes: 0 }),
    versionIds: () => Promise.resolve(new Set()),
    uses: () => Promise.resolve([]),
  }
  const unit = { read: { ...store.read, contents }, write: store.write }
  const now = Date.parse('2026-01-02T12:00:00.000Z') + run * 1_000
  const clock = { now: () => now, after: () => () => undefined }
  const describe = () => Promise.resolve()
  return { source: { unit, blobs, descriptions, snapshots: snapshotsOf(run), describe, clock }, names }
}

const openBackup = (files: Files) => FolderBackup.open(files, systemRandom)

async function backUp(source: BackupSource, files: Files): Promise<void> {
  await makeBackup(source, await openBackup(files), 'hub', handle)
}

/** The runs whose backups are whole, each looked at to the last byte. */
async function wholeBackups(files: CrashingFiles, namesOf: (run: number) => string[]): Promise<number[]> {
  const backup = await openBackup(files)
  const runs: number[] = []
  for (const { takenAt, database, lacking } of await backup.manifests()) {
    const run = (Date.parse(takenAt) - Date.parse('2026-01-02T12:00:00.000Z')) / 1_000
    const copy = await files.open(`databases/${database.file}`)
    expect(copy && (await sha256Of(copy))).toBe(sha256(databaseOf(run)))
    expect(lacking).toBe(0)
    for (const name of namesOf(run)) expect(await backup.contents.verify(name)).toBe('intact')
    const described = (await allOf(backup.descriptions.descriptions())).filter(
      ({ kind }) => kind === 'description',
    )
    expect(described.length).toBeGreaterThanOrEqual(namesOf(run).length)
    runs.push(run)
  }
  return runs
}

test('the power goes at any step of a backup: the one before is whole, and the next run makes another', async () => {
  const [first, second] = [await aSource(1), await aSource(2)]
  const namesOf = (run: number) => (run === 1 ? first.names : second.names)
  const plain = new CrashingFiles()
  await backUp(first.source, plain)
  const start = plain.steps.length
  await backUp(second.source, plain)
  expect(await wholeBackups(plain, namesOf)).toEqual([2, 1])
  const end = plain.steps.length
  expect(end - start).toBeGreaterThan(60)

  for (let cut = start; cut < end; cut += 1) {
    const chance = seeded(cut)
    const files = new CrashingFiles(undefined, (step) =>
      step === cut ? (chance() < 0.5 ? 'before' : 'after') : 'none',
    )
    await backUp(first.source, files)
    const said = await backUp(second.source, files).then(
      () => 'done',
      (error: unknown) => (error instanceof Error ? error.name : String(error)),
    )
    const remains = files.remains(chance)
    const runs = await wholeBackups(remains, namesOf)
    expect(runs, `cut at ${plain.steps[cut]}`).toContain(1)
    // A cut while a copy is read again is a disk that does not answer; old backups are looked through after the last is whole.
    expect(['PowerCut', 'JobFailed', ...(runs.includes(2) ? ['done'] : [])]).toContain(said)
    await backUp(second.source, remains)
    expect(await wholeBackups(remains, namesOf)).toEqual([2, 1])
  }
})

test.each([
  ['ENOSPC', /disk of the backups is full/],
  ['EROFS', /may not write to the folder of the backups/],
  ['EIO', /reported an error, or was taken away/],
])(
  'a disk that says %s at any step fails the run in plain words, and the one before is whole',
  async (code, why) => {
    const [first, second] = [await aSource(1), await aSource(2)]
    const namesOf = (run: number) => (run === 1 ? first.names : second.names)
    const plain = new CrashingFiles()
    await backUp(first.source, plain)
    const start = plain.steps.length
    await backUp(second.source, plain)
    const writes = plain.steps.flatMap((step, index) =>
      index >= start && /^(create|write|sync|rename)/.test(step) ? [index] : [],
    )
    expect(writes.length).toBeGreaterThan(20)
    for (const at of writes) {
      const files = new CrashingFiles(undefined, (step) => (step === at ? systemError(code) : 'none'))
      await backUp(first.source, files)
      await expect(backUp(second.source, files), plain.steps[at]).rejects.toMatchObject({
        name: 'JobFailed',
        message: expect.stringMatching(why),
      })
      expect(await wholeBackups(files, namesOf)).toContain(1)
    }
  },
)
