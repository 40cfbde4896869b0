import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { BlobStore } from '../../../main/domain/saves/blob-store'
import type { DescriptionStore } from '../../../main/domain/saves/blob-store-description'
import type { CrashingFiles } from './crashing-files'
import { aDescription, allOf, openOn, readBack, sha256, someBytes } from './fixture'

/** What somebody asks of the store; the numbers name contents and versions. */
export type Command =
  | { readonly kind: 'put'; readonly contents: readonly number[] }
  | { readonly kind: 'remove'; readonly content: number }
  | { readonly kind: 'get'; readonly content: number }
  | { readonly kind: 'describe'; readonly version: number; readonly note: string }

export const contents = [Buffer.alloc(0), someBytes(1, 10), someBytes(2, 300), Buffer.alloc(64)]
export const names = contents.map(sha256)
/** One more that shares its folder with the third: a folder that exists already is another way through the store. */
const neighbour = neighbourOf(names[2] ?? '')
contents.push(neighbour)
names.push(sha256(neighbour))

function neighbourOf(name: string): Buffer {
  for (let seed = 0; ; seed += 1) {
    const bytes = someBytes(`neighbour ${seed}`, 40)
    if (sha256(bytes).startsWith(name.slice(0, 2))) return bytes
  }
}

const index = fc.nat(contents.length - 1)

export const commands: fc.Arbitrary<Command[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('put'),
        contents: fc.array(index, { minLength: 1, maxLength: 3 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove'), content: index }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('get'), content: index }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('describe'),
        version: fc.integer({ min: 1, max: 3 }),
        note: fc.string(),
      }),
    },
  ),
  { minLength: 1, maxLength: 8 },
)

/** Remembers what the store promised, whatever happens to it. */
export class Ledger {
  /** Contents whose last answered call says so; one whose call got no answer is in neither. */
  readonly present = new Set<number>()
  readonly absent = new Set<number>(contents.keys())
  /** Notes a description may have: the last that was answered, and all asked for since. */
  readonly notes = new Map<number, { answered: string | null; asked: (string | null)[] }>()

  async run(blobs: BlobStore, descriptions: DescriptionStore, command: Command): Promise<void> {
    if (command.kind === 'put') {
      const puts = command.contents.map((content) => this.put(blobs, content))
      const outcomes = await Promise.allSettled(puts)
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
    } else if (command.kind === 'remove') {
      await this.remove(blobs, command.content)
    } else if (command.kind === 'get') {
      await this.get(blobs, command.content)
    } else {
      await this.describe(descriptions, command)
    }
  }

  private async put(blobs: BlobStore, content: number): Promise<void> {
    this.absent.delete(content)
    const bytes = contents[content] ?? Buffer.alloc(0)
    const half = Math.ceil(bytes.length / 2)
    const stored = await blobs.put([bytes.subarray(0, half), bytes.subarray(half)], { limit: 1000 })
    this.present.add(content)
    assert.equal(stored.sha256, names[content])
    stored.release()
  }

  private async remove(blobs: BlobStore, content: number): Promise<void> {
    this.present.delete(content)
    await blobs.remove(names[content] ?? '')
    this.absent.add(content)
  }

  private async get(blobs: BlobStore, content: number): Promise<void> {
    const read = await readBack(blobs, names[content] ?? '')
    if (this.present.has(content)) assert.deepEqual(read, contents[content])
    if (this.absent.has(content)) assert.equal(read, null)
  }

  private async describe(
    descriptions: DescriptionStore,
    { version, note }: { version: number; note: string },
  ): Promise<void> {
    const known = this.notes.get(version) ?? { answered: null, asked: [null] }
    this.notes.set(version, { ...known, asked: [...known.asked, note] })
    await descriptions.describe(aDescription({ versionId: version, note }))
    this.notes.set(version, { answered: note, asked: [note] })
  }

  /** What was promised is there, and whatever is there is whole. */
  async expectKept(files: CrashingFiles): Promise<void> {
    const { blobs, descriptions } = await openOn(files)
    const listed = await allOf(blobs.list())
    for (const name of listed) {
      const content = names.indexOf(name)
      assert.notEqual(content, -1, `${name} was never stored`)
      assert.deepEqual(await readBack(blobs, name), contents[content])
      assert.equal(await blobs.verify(name), 'intact')
    }
    const has = (content: number) => listed.includes(names[content] ?? '')
    for (const content of this.present) assert.ok(has(content), `content ${content} was lost`)
    for (const content of this.absent) assert.ok(!has(content), `content ${content} came back`)
    await this.expectDescriptions(descriptions)
    assert.deepEqual(
      files.paths().filter((path) => path.endsWith('.part')),
      [],
    )
  }

  private async expectDescriptions(descriptions: DescriptionStore): Promise<void> {
    const found = new Map<number, string | null>()
    for await (const one of descriptions.descriptions()) {
      if (one.kind === 'damaged') throw new Error(`${one.file}: ${one.problem}`)
      found.set(one.description.versionId, one.description.note)
    }
    for (const [version, { answered, asked }] of this.notes) {
      if (answered !== null) assert.ok(found.has(version), `the description of ${version} was lost`)
      const note = found.get(version)
      if (note !== undefined) assert.ok(asked.includes(note), `version ${version} has an old description`)
    }
    for (const version of found.keys()) assert.ok(this.notes.has(version))
  }
}
