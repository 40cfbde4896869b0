import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Version } from '../../main/domain/saves/save-line'
import { contents, SavesSystem } from './saves-system'

type Step = (system: SavesSystem) => Promise<void>

const content = fc.nat(contents.length - 1)
const pick = fc.nat(1_000)

function chosen(versions: readonly Version[], index: number): Version | null {
  return versions[index % Math.max(1, versions.length)] ?? null
}

/** A step on a version that is there, if there is one. */
function onVersion(act: (system: SavesSystem, version: Version) => Promise<void>) {
  return (index: number): Step =>
    async (system) => {
      const version = chosen(await system.versions(), index)
      if (version) await act(system, version)
    }
}

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        content,
        slot: fc.constantFrom('autosave', 'two', null),
        device: fc.option(fc.nat(2)),
        overwrite: fc.boolean(),
        keep: fc.option(fc.integer({ min: 1, max: 3 })),
      })
      .map(
        (sent): Step =>
          (system) =>
            system.upload(sent),
      ),
  },
  fc
    .tuple(pick, content)
    .map(([index, bytes]) => onVersion((system, version) => system.put(version, bytes))(index)),
  fc.array(pick, { minLength: 1, maxLength: 4 }).map((indexes): Step => async (system) => {
    const versions = await system.versions()
    await system.remove(indexes.flatMap((index) => chosen(versions, index) ?? []))
  }),
  pick.map(onVersion((system, version) => system.remove([version]))),
  pick.map(onVersion((system, version) => system.unbin([version]))),
  pick.map(onVersion((system, version) => system.restore(version))),
  fc
    .tuple(pick, fc.boolean())
    .map(([index, pinned]) => onVersion((system, version) => system.pin(version, pinned))(index)),
  fc.constantFrom(1, 2).map(
    (newest): Step =>
      (system) =>
        system.prune(newest),
  ),
  fc.constant<Step>((system) => system.emptyBin()),
  fc.constant<Step>((system) => system.collect()),
  fc
    .tuple(pick, fc.nat(2))
    .map(([index, device]) => onVersion((system, version) => system.confirm(version, device))(index)),
  fc
    .tuple(pick, fc.constantFrom('two', 'three', 'Game.srm', 'Other.srm'))
    .map(([index, key]) => onVersion((system, version) => system.rename(version, key))(index)),
  fc.tuple(pick, pick).map(([from, to]): Step => async (system) => {
    const versions = await system.versions()
    const [version, into] = [chosen(versions, from), chosen(versions, to)]
    if (version && into) await expectMerged(system, version, into)
  }),
  // Clocks go back, too.
  fc.constantFrom(-5_000, 0, 1, 700).map(
    (milliseconds): Step =>
      (system) =>
        system.clock.advance(milliseconds),
  ),
)

/** What a version is: everything that may never change. */
function identity(version: Version) {
  const { id, lineId, sequence, sha256, contentHash, sizeBytes, fileName, updatedAt, parentId } = version
  return { id, lineId, sequence, sha256, contentHash, sizeBytes, fileName, updatedAt, parentId }
}

async function expectInvariants(system: SavesSystem, known: Map<number, object>): Promise<void> {
  const { saves } = system.store.read
  const versions = await system.versions()
  for (const [id, was] of known) {
    const now = versions.find((version) => version.id === id)
    expect(now && identity(now)).toEqual(was)
  }
  const highest = Math.max(0, ...known.keys())
  const added = versions.filter(({ id }) => !known.has(id))
  for (const version of versions) {
    known.set(version.id, identity(version))
  }
  expect(added.filter(({ id }) => id <= highest)).toEqual([])
  for (const line of await saves.lines(system.personId, null)) {
    const own = versions.filter(({ lineId }) => lineId === line.id)
    const live = own.filter(({ state }) => state === 'live')
    const readable = live.filter(({ bytesDroppedAt }) => bytesDroppedAt === null)
    expect(line.headVersionId).toBe(readable.at(-1)?.id ?? null)
    expect(own.map(({ sequence }) => sequence)).toEqual(own.map((_, index) => index + 1))
    const times = own.map(({ updatedAt }) => updatedAt)
    expect(new Set(times).size).toBe(times.length)
    expect([...times].sort()).toEqual(times)
    const names = line.kind === 'save' ? own.map(({ fileName }) => fileName) : []
    expect(new Set(names).size).toBe(names.length)
    const listed = (await saves.listed(system.personId, null, null)).filter(
      (each) => each.line.id === line.id,
    )
    expect(listed.at(-1)?.version.id ?? null).toBe(line.headVersionId)
  }
}

/** Only what was old and nobody held on to is ever let go, and whatever is not let go is there. */
async function expectBytes(system: SavesSystem, before: readonly Version[]): Promise<void> {
  const versions = await system.versions()
  const whole = new Set(before.filter(({ bytesDroppedAt }) => bytesDroppedAt === null).map(({ id }) => id))
  const letGo = versions.filter(({ id, bytesDroppedAt }) => bytesDroppedAt !== null && whole.has(id))
  expect(letGo.filter(({ pinned, state }) => pinned || state === 'held')).toEqual([])
  const kept = versions.filter(({ bytesDroppedAt }) => bytesDroppedAt === null)
  const missing = await Promise.all(
    kept.map(async ({ sha256 }) => ((await system.services.blobs.has(sha256)) ? [] : [sha256])),
  )
  expect(missing.flat()).toEqual([])
}

/** What was live in either line before is in the other one afterwards, and can be brought back in its own. */
async function expectMerged(system: SavesSystem, version: Version, into: Version): Promise<void> {
  const before = await system.versions()
  await system.merge(version, into)
  const after = await system.versions()
  const isMerged = after.length > before.length
  if (!isMerged) return
  const kept = after.filter(({ lineId, state }) => lineId === into.lineId && state !== 'deleted')
  const lines = [version.lineId, into.lineId]
  for (const { lineId, state, sha256, bytesDroppedAt } of before) {
    if (state !== 'live' || bytesDroppedAt !== null || !lines.includes(lineId)) continue
    expect(kept.some((each) => each.sha256 === sha256)).toBe(true)
  }
}

async function expectNothingLost(system: SavesSystem): Promise<void> {
  const versions = await system.versions()
  for (const { lineId, sha256 } of system.promised) {
    expect(versions.some((version) => version.lineId === lineId && version.sha256 === sha256)).toBe(true)
  }
  const kept = versions.filter(({ bytesDroppedAt }) => bytesDroppedAt === null)
  for (const sha256 of new Set(kept.map((version) => version.sha256))) {
    const found = await system.services.blobs.get(sha256)
    const chunks: Uint8Array[] = []
    for await (const chunk of found?.stream ?? []) chunks.push(chunk)
    expect(createHash('sha256').update(Buffer.concat(chunks)).digest('hex')).toBe(sha256)
  }
}

test('whatever is done to saves, the head is the newest live version and nothing is ever lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const system = await SavesSystem.open()
      try {
        const known = new Map<number, object>()
        for (const run of steps) {
          const before = await system.versions()
          await run(system)
          await expectInvariants(system, known)
          await expectBytes(system, before)
        }
        await expectNothingLost(system)
      } finally {
        await system.close()
      }
    }),
    { numRuns: 25 },
  )
}, 240_000)
