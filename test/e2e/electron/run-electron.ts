import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { electronPath } from './electron-path'

/** A started Electron whose lines can be waited for; no debugger is attached. */
export interface RunningElectron {
  readonly process: ChildProcess
  /** Epoch milliseconds just before the process was made. */
  readonly startedAt: number
  readonly output: readonly string[]
  readonly errors: readonly string[]
  /** The first line of standard output or error that holds the text; fails when the process ends without one. */
  lineWith(text: string): Promise<string>
  /** The exit status. */
  readonly exited: Promise<number | null>
}

export interface RunOptions {
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  /** A program and its arguments that start the rest of the command line, e.g. as another user. */
  readonly through?: readonly string[]
  /** With Chromium's sandbox; root has to do without. */
  readonly sandbox?: boolean
  /** Instead of the usual executable. */
  readonly electron?: string
}

/** Starts Electron as a person would, on an app folder and with flags. */
export function runElectron(args: readonly string[], options: RunOptions): RunningElectron {
  const withoutSandbox = options.sandbox !== true && process.getuid?.() === 0
  const electron = options.electron ?? electronPath()
  const switches = withoutSandbox ? ['--no-sandbox'] : []
  const [program = electron, ...rest] = [...(options.through ?? []), electron, ...switches, ...args]
  const startedAt = Date.now()
  const child = spawn(program, rest, {
    env: options.env,
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: string[] = []
  const errors: string[] = []
  const waiting = new Set<() => void>()
  const collect = (stream: NodeJS.ReadableStream, lines: string[]): void => {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      for (const look of waiting) look()
    })
  }
  collect(child.stdout, output)
  collect(child.stderr, errors)
  // `close` comes after the last line, `exit` may come before it.
  const exited = new Promise<number | null>((resolve) => child.once('close', (status) => resolve(status)))
  const lineWith = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = [...output, ...errors].find((line) => line.includes(text))
        if (found === undefined) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
      void exited.then((status) =>
        reject(new Error(`ended with ${status} before "${text}": ${errors.join('\n')}`)),
      )
    })
  return { process: child, startedAt, output, errors, lineWith, exited }
}
