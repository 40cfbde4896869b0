import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/**
 * Bundles a TypeScript file to one that Node runs by itself: a process that is started thirty times must start fast.
 * @returns its path inside `folder`.
 */
export async function bundle(script: string, folder: string, external: string[] = []): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external },
    build: {
      ssr: script,
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'child.cjs', codeSplitting: false } },
    },
  })
  return join(folder, 'child.cjs')
}

/** Calls a function of a bundled file in a process of its own. */
export function callElsewhere(file: string, call: string) {
  const child = spawn(process.execPath, ['-e', `require(${JSON.stringify(file)}).${call}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return { child, gone: once(child, 'close') }
}

export function scriptPath(url: URL): string {
  return fileURLToPath(url)
}
