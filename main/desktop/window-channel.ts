import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WindowChannel } from '../hub'

/** The owner's private door, made anew at each start. */
export interface PreparedChannel extends WindowChannel {
  /** Takes away what was made for it on the disk. */
  remove(): void
}

/** Longest socket path in bytes without its closing NUL: `sun_path` has 104 bytes on macOS, 108 on Linux. */
const longestSocketPath = { darwin: 103, other: 107 }

/**
 * Chooses a path nobody can guess for the window's socket, in a folder only this person can enter; on Windows a pipe
 * of a random name, for pipes live in no folder.
 *
 * @throws when no runtime or temporary folder can be used
 */
export function prepareWindowChannel(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): PreparedChannel {
  const secret = randomBytes(32).toString('hex')
  const name = randomBytes(16).toString('hex')
  if (platform === 'win32') return { path: `\\\\.\\pipe\\roost-${name}`, secret, remove: () => undefined }
  const folder = makeRuntimeFolder(platform, runtimeParents(env), name)
  return {
    path: join(folder, name),
    secret,
    remove: () => {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function runtimeParents(env: NodeJS.ProcessEnv): string[] {
  const own = env['XDG_RUNTIME_DIR']
  return [...(own === undefined || own === '' ? [] : [own]), tmpdir(), '/tmp']
}

function makeRuntimeFolder(platform: NodeJS.Platform, parents: readonly string[], name: string): string {
  const longest = platform === 'darwin' ? longestSocketPath.darwin : longestSocketPath.other
  const problems: string[] = []
  for (const parent of parents) {
    const prefix = join(parent, 'roost-')
    // mkdtemp adds six characters.
    if (Buffer.byteLength(join(`${prefix}XXXXXX`, name)) > longest) {
      problems.push(`${parent}: its path is too long for a socket`)
      continue
    }
    try {
      // mkdtemp makes the folder with mode 0700.
      return mkdtempSync(prefix)
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error))
    }
  }
  throw new Error(`No folder for the window's private socket could be made (${problems.join('; ')})`)
}
