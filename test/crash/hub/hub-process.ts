import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Kill } from './kill-points'

const authorization = `Basic ${Buffer.from('owner:correct horse').toString('base64')}`

/** Milliseconds in which a hub comes to any moment, also on a busy machine. */
const longestWait = 60_000

/** A request that was answered, or one whose answer a kill took: then nobody knows what became of it. */
export type Outcome = { readonly status: number; readonly body: unknown } | 'in doubt'

/** The bundled child.ts, and the folder of the modules it asks for. */
export interface HubProgram {
  readonly script: string
  readonly modules: string
}

export interface LoadedHub {
  /** Resolves when the hub answers. */
  start(dataFolder: string): Promise<HubProcess>
  abandon(): Promise<void>
}

/** A real hub as a process of its own, which can be killed. */
export class HubProcess {
  private constructor(
    private readonly child: ReturnType<typeof start>,
    private readonly lines: AsyncIterator<string>,
    readonly url: string,
    private readonly gone: Promise<unknown[]>,
  ) {}

  /** A process that has read its program and waits for a folder. */
  static load(program: HubProgram): LoadedHub {
    const child = start(program)
    const gone = once(child, 'close')
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
    return {
      async start(dataFolder) {
        child.stdin.write(`${dataFolder}\n`)
        const first = await lines.next()
        if (first.done) throw new Error('The hub did not start')
        return new HubProcess(child, lines, first.value, gone)
      },
      async abandon() {
        child.kill('SIGKILL')
        await gone
      },
    }
  }

  /** Resolves when the process knows at which moment it is to end itself. */
  async arm(kill: Kill): Promise<void> {
    this.child.stdin.write(`${JSON.stringify(kill)}\n`)
    await this.lines.next()
  }

  kill(): void {
    this.child.kill('SIGKILL')
  }

  /** Resolves when the process was killed. @throws Error if it ended in another way, or never came to that moment. */
  async killed(): Promise<void> {
    let isLate = false
    const impatient = setTimeout(() => {
      isLate = true
      this.kill()
    }, longestWait)
    const [code, signal] = await this.gone
    clearTimeout(impatient)
    if (isLate) throw new Error('The hub never came to the moment at which it was to be killed')
    if (signal !== 'SIGKILL') throw new Error(`The hub ended by itself: ${String(code)} ${String(signal)}`)
  }

  /** Whether it still runs or not. */
  async end(): Promise<void> {
    this.kill()
    await this.gone
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM')
    await this.gone
  }

  async send(
    method: string,
    path: string,
    json?: object,
    headers: Record<string, string> = {},
  ): Promise<Outcome> {
    const type = { 'content-type': 'application/json', ...headers }
    return this.ask(path, { method, ...(json ? { headers: type, body: JSON.stringify(json) } : { headers }) })
  }

  upload(path: string, part: { field: string; fileName: string; bytes: Uint8Array }): Promise<Outcome> {
    const form = new FormData()
    form.append(part.field, new Blob([Buffer.from(part.bytes)]), part.fileName)
    return this.ask(path, { method: 'POST', body: form })
  }

  async bytes(path: string): Promise<Buffer> {
    const response = await fetch(this.url + path, { headers: { authorization } })
    if (!response.ok) throw new Error(`${path} answered ${response.status}`)
    return Buffer.from(await response.arrayBuffer())
  }

  private async ask(
    path: string,
    { headers, ...init }: RequestInit & { headers?: object },
  ): Promise<Outcome> {
    try {
      const response = await fetch(this.url + path, { ...init, headers: { authorization, ...headers } })
      const text = await response.text()
      return { status: response.status, body: text === '' ? null : JSON.parse(text) }
    } catch {
      // The connection went with the process: the answer is lost, whatever was done.
      return 'in doubt'
    }
  }
}

function start({ script, modules }: HubProgram) {
  const call = `require(${JSON.stringify(script)}).runToBeKilled()`
  return spawn(process.execPath, ['-e', call], {
    // A hub on a full disk has much to say, a hundred times.
    stdio: ['pipe', 'pipe', process.env['ROOST_TEST_LOG'] === undefined ? 'ignore' : 'inherit'],
    // TypeORM asks where the program's file lies, and there is none.
    env: { ...process.env, NODE_PATH: modules, APP_ROOT_PATH: modules },
  })
}
