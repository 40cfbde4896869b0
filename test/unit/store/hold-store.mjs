// A process of its own that opens the store of a folder, says how that went, and holds it until it is ended.
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const path = fileURLToPath(new URL('../../../main/store/open-store.ts', import.meta.url))
const { module } = await runnerImport(path, { configFile: false, logLevel: 'error' })
try {
  await module.openStore({
    folder: process.argv[2],
    clock: { now: Date.now, after: () => () => undefined },
    log: { info() {}, warn() {} },
  })
  console.log('open')
  process.stdin.resume()
} catch (error) {
  console.log(`${error.reason}: ${error.message}`)
}
