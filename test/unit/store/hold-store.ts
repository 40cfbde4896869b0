import { openStore } from '../../../main/store/open-store'
import { StoreUnusable } from '../../../main/store/store-unusable'

const nothing = () => undefined

/** For a process of its own: opens the store of a folder, says how that went, and holds it until it is ended. */
export async function holdStore(folder: string): Promise<void> {
  try {
    await openStore({
      folder,
      clock: { now: Date.now, after: () => nothing },
      log: { info: nothing, warn: nothing },
    })
    process.stdout.write('open\n')
    process.stdin.resume()
  } catch (error) {
    if (!(error instanceof StoreUnusable)) throw error
    process.stdout.write(`${error.reason}: ${error.message}\n`)
  }
}
