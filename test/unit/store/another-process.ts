import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** Opens the store of `folder` in a process of its own; `said` is `open`, or the reason and message of the refusal. */
export async function openElsewhere(folder: string, identity: { uid?: number; gid?: number } = {}) {
  const script = fileURLToPath(new URL('./hold-store.mjs', import.meta.url))
  const child = spawn(process.execPath, [script, folder], { ...identity, stdio: ['pipe', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  onTestFinished(() => void child.kill('SIGKILL'))
  const [said] = await Promise.race([once(createInterface(child.stdout), 'line'), gone])
  return {
    said: String(said),
    pid: child.pid,
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
  }
}
