import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

export interface BareServer {
  readonly url: string
  readonly folder: string
  stop(): Promise<void>
}

/** The bare server as a process of its own, like the hub it stands beside. */
export async function startBareServer(): Promise<BareServer> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-bare-'))
  const child = spawn(process.execPath, [join(__dirname, 'bench.cjs'), 'bare-server', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [url] = z.tuple([z.string()]).parse(await once(createInterface(child.stdout), 'line'))
  return {
    url,
    folder,
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}
