import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** Node runs no TypeScript by itself: the process loads hold-store.ts through Vite, as the tests are loaded. */
const program = `
  import { runnerImport } from 'vite'
  const [script, folder] = process.argv.slice(1)
  const { module } = await runnerImport(script, { configFile: false, logLevel: 'error' })
  await module.holdStore(folder)
`

/** Opens the store of `folder` in a process of its own; `said` is `open`, or the reason and message of the refusal. */
export async function openElsewhere(folder: string, identity: { uid?: number; gid?: number } = {}) {
  const script = fileURLToPath(new URL('./hold-store.ts', import.meta.url))
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, script, folder], {
    ...identity,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const gone = once(child, 'exit')
  onTestFinished(() => void child.kill('SIGKILL'))
  const first: unknown[] = await Promise.race([once(createInterface(child.stdout), 'line'), gone])
  return {
    said: String(first[0]),
    pid: child.pid,
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
  }
}
