import type { Files, NewFile } from '../../../main/store/blobs/file-port'
import type { openStore } from '../../../main/store/open-store'

/** A moment at which the process ends itself with SIGKILL: the `nth` time it comes to `point`. */
export interface Kill {
  /** As `before rename blobs` or `after commit`. */
  readonly point: string
  readonly nth: number
}

/** Counts down to a kill. Nothing of the process runs after it, and nothing is cleaned up. */
export class Trigger {
  private kill: Kill | null = null
  private left = 0

  arm(kill: Kill): void {
    this.kill = kill
    this.left = kill.nth
  }

  at(point: string): void {
    if (this.kill?.point !== point) return
    this.left -= 1
    if (this.left === 0) process.kill(process.pid, 'SIGKILL')
  }

  async around<Result>(step: string, work: () => Promise<Result>): Promise<Result> {
    this.at(`before ${step}`)
    const result = await work()
    this.at(`after ${step}`)
    return result
  }
}

/** The part of the data folder a path belongs to. */
function areaOf(path: string): string {
  return path.split('/')[0] ?? ''
}

/** Files of which every step is a point to be killed at. */
export function killableFiles(files: Files, trigger: Trigger): Files {
  const step = <Result>(name: string, path: string, work: () => Promise<Result>) =>
    trigger.around(`${name} ${areaOf(path)}`, work)
  return {
    ...files,
    makeFolder: (path) => step('makeFolder', path, () => files.makeFolder(path)),
    syncFolder: (path) => step('syncFolder', path, () => files.syncFolder(path)),
    syncFile: (path) => step('syncFile', path, () => files.syncFile(path)),
    create: (path) =>
      step('create', path, async () => {
        const file = await files.create(path)
        return {
          write: (bytes) => step('write', path, () => file.write(bytes)),
          sync: () => step('sync', path, () => file.sync()),
          close: () => step('close', path, () => file.close()),
        } satisfies NewFile
      }),
    rename: (from, to) => step('rename', to, () => files.rename(from, to)),
    remove: (path) => step('remove', path, () => files.remove(path)),
  }
}

/** A store of which every transaction has three points: before it, before its commit, and after that. */
export function killableStore(open: typeof openStore, trigger: Trigger): typeof openStore {
  return async (options) => {
    const store = await open(options)
    return {
      ...store,
      write: (work) =>
        trigger.around('transaction', () =>
          store.write(async (writers) => {
            const result = await work(writers)
            trigger.at('before commit')
            return result
          }),
        ),
    }
  }
}
