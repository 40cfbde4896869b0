import { Readable } from 'node:stream'
import type { FileKind, Files, FolderEntry, NewFile, OpenFile } from '../../../main/store/blobs/file-port'

/** The power is gone: every operation from then on fails with this. */
export class PowerCut extends Error {
  override readonly name = 'PowerCut'
}

/** What an operation fails with, as the system would say it. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: made up`), { code, syscall: 'made up' })
}

/** Numbers from 0 to before 1 that decide what of the page cache reached the disk. */
export type Chance = () => number

interface FileNode {
  readonly kind: 'file'
  bytes: Buffer
  durable: Buffer
}

interface FolderNode {
  readonly kind: 'folder'
  readonly entries: Map<string, Node>
  readonly durable: Map<string, Node>
  /** Since the last fsync of the folder, in order; null takes the name away. */
  pending: { name: string; node: Node | null }[]
}

type Node = FileNode | FolderNode

function newFolder(): FolderNode {
  return { kind: 'folder', entries: new Map(), durable: new Map(), pending: [] }
}

/**
 * Files in memory that keep apart what was fsynced from what is only in the page cache. After a power cut `remains`
 * gives the disk as it may be found: what was fsynced is there; of the names of a folder that were not, any subset; of a
 * file's bytes that were not, any prefix, or zeros in their place.
 */
export class CrashingFiles implements Files {
  /** The operations so far, each a step. */
  readonly steps: string[] = []
  private isOff = false

  constructor(
    private readonly root: FolderNode = newFolder(),
    private readonly fault: (step: number, operation: string) => 'none' | 'before' | 'after' | Error = () =>
      'none',
  ) {}

  makeFolder(path: string): Promise<void> {
    return this.step(`makeFolder ${path}`, () => {
      const { folder, name } = this.parentOf(path)
      if (!folder.entries.has(name)) put(folder, name, newFolder())
    })
  }

  syncFolder(path: string): Promise<void> {
    return this.step(`syncFolder ${path}`, () => {
      const folder = this.folderAt(path)
      folder.durable.clear()
      for (const [name, node] of folder.entries) folder.durable.set(name, node)
      folder.pending = []
    })
  }

  syncFile(path: string): Promise<void> {
    return this.step(`syncFile ${path}`, () => {
      const file = this.fileAt(path)
      if (file === null) throw systemError('ENOENT')
      file.durable = file.bytes
    })
  }

  create(path: string): Promise<NewFile> {
    return this.step(`create ${path}`, () => {
      const { folder, name } = this.parentOf(path)
      if (folder.entries.has(name)) throw systemError('EEXIST')
      const file: FileNode = { kind: 'file', bytes: Buffer.alloc(0), durable: Buffer.alloc(0) }
      put(folder, name, file)
      return {
        write: (bytes: Uint8Array) =>
          this.step(`write ${path}`, () => {
            file.bytes = Buffer.concat([file.bytes, bytes])
          }),
        sync: () =>
          this.step(`sync ${path}`, () => {
            file.durable = file.bytes
          }),
        close: () => this.step(`close ${path}`, () => undefined),
      }
    })
  }

  open(path: string): Promise<OpenFile | null> {
    return this.step(`open ${path}`, () => {
      const file = this.fileAt(path)
      if (file === null) return null
      return {
        size: file.bytes.length,
        read: (target: Uint8Array, position: number) =>
          this.step(`read ${path}`, () => file.bytes.copy(target, 0, position, position + target.length)),
        stream: (start: number, end: number) =>
          Promise.resolve(Readable.from([file.bytes.subarray(start, end)], { objectMode: false })),
        close: () => Promise.resolve(),
      }
    })
  }

  kindOf(path: string): Promise<FileKind | null> {
    return this.step(`kindOf ${path}`, () => this.nodeAt(path)?.kind ?? null)
  }

  rename(from: string, to: string): Promise<void> {
    return this.step(`rename ${from} ${to}`, () => {
      const source = this.parentOf(from)
      const target = this.parentOf(to)
      const node = source.folder.entries.get(source.name)
      if (node === undefined) throw systemError('ENOENT')
      put(target.folder, target.name, node)
      put(source.folder, source.name, null)
    })
  }

  remove(path: string): Promise<boolean> {
    return this.step(`remove ${path}`, () => {
      if (this.nodeAt(path) === undefined) return false
      const { folder, name } = this.parentOf(path)
      put(folder, name, null)
      return true
    })
  }

  list(path: string): Promise<readonly FolderEntry[]> {
    return this.step(`list ${path}`, () => {
      const folder = this.nodeAt(path)
      if (folder?.kind !== 'folder') return []
      return Array.from(folder.entries, ([name, { kind }]) => ({ name, kind }))
    })
  }

  /** The same disk after the power came back. `fault` is for what is done then. */
  remains(chance: Chance, fault?: CrashingFiles['fault']): CrashingFiles {
    return new CrashingFiles(folderAfter(this.root, { chance, files: new Map() }), fault)
  }

  /** The same page cache after the process was killed: nothing is lost, and nothing more is durable than before. */
  afterKill(fault?: CrashingFiles['fault']): CrashingFiles {
    return new CrashingFiles(this.root, fault)
  }

  /** Every path that is visible, folders with a `/` at the end. */
  paths(): string[] {
    return pathsOf(this.root, '')
  }

  /** Changes bytes behind everybody's back, as a failing disk does. */
  damage(path: string, change: (bytes: Buffer) => Buffer): void {
    const file = this.fileAt(path)
    if (file === null) throw new Error(`Nothing to damage at ${path}`)
    file.bytes = change(Buffer.from(file.bytes))
    file.durable = file.bytes
  }

  private async step<Result>(operation: string, work: () => Result): Promise<Result> {
    // As on a disk, others get their turn while an operation is under way.
    await Promise.resolve()
    if (this.isOff) throw new PowerCut(operation)
    const fault = this.fault(this.steps.length, operation)
    this.steps.push(operation)
    if (fault instanceof Error) throw fault
    if (fault === 'before') this.cutPower(operation)
    const result = work()
    if (fault === 'after') this.cutPower(operation)
    return result
  }

  private cutPower(operation: string): never {
    this.isOff = true
    throw new PowerCut(operation)
  }

  private nodeAt(path: string): Node | undefined {
    let node: Node | undefined = this.root
    for (const part of path.split('/').filter(Boolean)) {
      node = node?.kind === 'folder' ? node.entries.get(part) : undefined
    }
    return node
  }

  private fileAt(path: string): FileNode | null {
    const node = this.nodeAt(path)
    return node?.kind === 'file' ? node : null
  }

  private folderAt(path: string): FolderNode {
    const node = this.nodeAt(path)
    if (node?.kind !== 'folder') throw systemError('ENOENT')
    return node
  }

  private parentOf(path: string): { folder: FolderNode; name: string } {
    const cut = path.lastIndexOf('/')
    return { folder: this.folderAt(path.slice(0, Math.max(0, cut))), name: path.slice(cut + 1) }
  }
}

function put(folder: FolderNode, name: string, node: Node | null): void {
  if (node === null) folder.entries.delete(name)
  else folder.entries.set(name, node)
  folder.pending.push({ name, node })
}

/** `files` gives a file that has two names one content. */
interface After {
  readonly chance: Chance
  readonly files: Map<Node, Node>
}

function folderAfter(folder: FolderNode, after: After): FolderNode {
  const found = new Map(folder.durable)
  for (const { name, node } of folder.pending) {
    if (after.chance() < 0.5) continue
    if (node === null) found.delete(name)
    else found.set(name, node)
  }
  const result = newFolder()
  for (const [name, node] of found) {
    const kept = after.files.get(node) ?? nodeAfter(node, after)
    after.files.set(node, kept)
    result.entries.set(name, kept)
    result.durable.set(name, kept)
  }
  return result
}

function nodeAfter(node: Node, after: After): Node {
  if (node.kind === 'folder') return folderAfter(node, after)
  const bytes = bytesAfter(node, after.chance)
  return { kind: 'file', bytes, durable: bytes }
}

function bytesAfter({ bytes, durable }: FileNode, chance: Chance): Buffer {
  if (bytes === durable) return durable
  const choice = chance()
  if (choice < 0.25) return durable
  if (choice < 0.5) return Buffer.concat([durable, Buffer.alloc(bytes.length - durable.length)])
  const length = durable.length + Math.round((bytes.length - durable.length) * chance())
  return bytes.subarray(0, length)
}

function pathsOf(folder: FolderNode, prefix: string): string[] {
  return Array.from(folder.entries).flatMap(([name, node]) =>
    node.kind === 'file' ? [prefix + name] : [`${prefix}${name}/`, ...pathsOf(node, `${prefix}${name}/`)],
  )
}
