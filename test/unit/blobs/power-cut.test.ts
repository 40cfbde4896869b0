import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CrashingFiles, PowerCut, systemError } from './crashing-files'
import { openOn, seeded, sha256, someBytes } from './fixture'
import { type Command, commands, contents, Ledger } from './ledger'

type Fault = 'before' | 'after'

/** Runs the commands until the power goes at that step, if it does. */
async function play(
  script: readonly Command[],
  files: CrashingFiles,
  ledger = new Ledger(),
): Promise<Ledger> {
  try {
    const { blobs, descriptions } = await openOn(files)
    for (const command of script) await ledger.run(blobs, descriptions, command)
  } catch (error) {
    if (!isPowerCut(error)) throw error
  }
  return ledger
}

function isPowerCut(error: unknown): boolean {
  return error instanceof PowerCut
}

const at = (step: number, fault: Fault) => (now: number) => (now === step ? fault : 'none')

async function stepsOf(script: readonly Command[]): Promise<number> {
  const files = new CrashingFiles()
  await play(script, files)
  return files.steps.length
}

const disks = [
  { name: 'only what was fsynced', chance: () => 0 },
  { name: 'nearly everything', chance: () => 0.999 },
  ...Array.from({ length: 6 }, (_, seed) => ({ name: `a subset (${seed})`, chance: seeded(seed) })),
]

/** Every way through the store: new, again, two at once, into a folder that is there, removed, removed and back. */
const everything: readonly Command[] = [
  { kind: 'put', contents: [2] },
  { kind: 'describe', version: 1, note: 'first' },
  { kind: 'put', contents: [1, 1, 3] },
  { kind: 'put', contents: [2, 4] },
  { kind: 'remove', content: 1 },
  { kind: 'describe', version: 1, note: 'second' },
  { kind: 'put', contents: [0] },
  { kind: 'put', contents: [1] },
  { kind: 'get', content: 1 },
  { kind: 'remove', content: 2 },
]

test('a power cut at every step of every operation loses nothing that was answered and shows nothing by half', async () => {
  const steps = await stepsOf(everything)
  expect(steps).toBeGreaterThan(80)
  for (let step = 0; step < steps; step += 1) {
    for (const fault of ['before', 'after'] as const) {
      const files = new CrashingFiles(undefined, at(step, fault))
      const ledger = await play(everything, files)
      for (const disk of disks) await ledger.expectKept(files.remains(disk.chance))
    }
  }
}, 240_000)

test('a power cut at every step of the start after a power cut loses nothing either', async () => {
  const steps = await stepsOf(everything)
  let cuts = 0
  for (let step = 0; step < steps; step += 1) {
    const files = new CrashingFiles(undefined, at(step, 'after'))
    const ledger = await play(everything, files)
    for (const disk of disks.slice(1, 4)) {
      for (let second = 0; ; second += 1) {
        const again = files.remains(disk.chance, at(second, 'after'))
        const wasCut = await openOn(again).then(() => false, isPowerCut)
        await ledger.expectKept(again.remains(seeded(step + second)))
        if (!wasCut) break
        cuts += 1
      }
    }
  }
  expect(cuts).toBeGreaterThan(steps)
}, 240_000)

test('what is found after a kill, not yet durable, is durable once it is stored again', async () => {
  const steps = await stepsOf(everything)
  const all: Command[] = contents.map((_, content) => ({ kind: 'put', contents: [content] }))
  for (let step = 0; step < steps; step += 1) {
    const files = new CrashingFiles(undefined, at(step, 'after'))
    const ledger = await play(everything, files)
    const killed = files.afterKill()
    await play(all, killed, ledger)
    expect(ledger.present.size).toBe(contents.length)
    for (const disk of disks) await ledger.expectKept(killed.remains(disk.chance))
  }
}, 240_000)

test('a content that somebody copied in, not durable, is durable once it is stored', async () => {
  const files = new CrashingFiles()
  const { blobs } = await openOn(files)
  await blobs.put([someBytes('before', 10)], { limit: 1000 })
  const bytes = contents[2] ?? Buffer.alloc(0)
  const digits = sha256(bytes).slice(0, 2)
  await files.makeFolder(`blobs/${digits}`)
  await (await files.create(`blobs/${digits}/${sha256(bytes)}`)).write(bytes)
  expect(await blobs.put([bytes], { limit: 1000 })).toMatchObject({ isNew: false, wasRepaired: false })
  for (const disk of disks) {
    const after = await openOn(files.remains(disk.chance))
    expect([disk.name, await after.blobs.verify(sha256(bytes))]).toEqual([disk.name, 'intact'])
  }
})

test('any commands, a power cut at any step, any part of the page cache', async () => {
  const cut = fc.record({
    script: commands,
    where: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    fault: fc.constantFrom<Fault>('before', 'after'),
    disk: fc.integer(),
    more: commands,
  })
  await fc.assert(
    fc.asyncProperty(cut, async ({ script, where, fault, disk, more }) => {
      const step = Math.floor(where * (await stepsOf(script)))
      const files = new CrashingFiles(undefined, at(step, fault))
      const ledger = await play(script, files)
      const after = files.remains(seeded(disk))
      await ledger.expectKept(after)
      await play(more, after, ledger)
      await ledger.expectKept(after.remains(seeded(disk + 1)))
    }),
    { numRuns: 300, seed: 20_260_102 },
  )
}, 240_000)

test('without a power cut nothing unfinished stays', async () => {
  const files = new CrashingFiles()
  const ledger = await play(everything, files)
  expect(files.paths().filter((path) => path.endsWith('.part'))).toEqual([])
  expect(ledger.present).toEqual(new Set([0, 1, 3, 4]))
  await ledger.expectKept(files)
})

test.each([
  ['ENOSPC', 'StorageFull'],
  ['EDQUOT', 'StorageFull'],
  ['EIO', 'StorageFailed'],
  ['EROFS', 'StorageReadOnly'],
  ['EACCES', 'StorageReadOnly'],
])(
  '%s at every step is one clear error, harms nothing, and the same again succeeds',
  async (code, name) => {
    const steps = await stepsOf(everything)
    const seen = new Set<string>()
    for (let step = 0; step < steps; step += 1) {
      let failed = ''
      const files = new CrashingFiles(undefined, (now, operation) => {
        if (now !== step) return 'none'
        failed = operation
        return systemError(code)
      })
      const ledger = new Ledger()
      const { blobs, descriptions } = await openOn(files).catch(() => openOn(files))
      for (const command of everything) {
        await ledger.run(blobs, descriptions, command).catch(async (error: unknown) => {
          seen.add(error instanceof Error ? error.name : String(error))
          await ledger.run(blobs, descriptions, command)
        })
      }
      expect(ledger.present).toEqual(new Set([0, 1, 3, 4]))
      const left = files.paths().filter((path) => path.endsWith('.part'))
      expect(left).toHaveLength(failed.startsWith('remove') && failed.endsWith('.part') ? 1 : 0)
      await ledger.expectKept(files.remains(() => 0))
    }
    expect([...seen]).toEqual([name])
  },
  60_000,
)
