import { Agent, request } from 'node:http'

export interface Sent {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}

/** One connection that is kept, as a handheld keeps its own. */
export class Connection {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 })

  constructor(
    private readonly url: string,
    readonly authorization: string | null = null,
  ) {}

  /** Reads the whole answer. @throws Error for one that is no success. */
  send({ method, path, headers = {}, body }: Sent): Promise<Buffer> {
    const { hostname, port } = new URL(this.url)
    const told = {
      ...headers,
      ...(this.authorization === null ? {} : { authorization: this.authorization }),
      ...(body === undefined ? {} : { 'content-length': String(body.length) }),
    }
    return new Promise((resolve, reject) => {
      const outgoing = request(
        { hostname, port, method, path, headers: told, agent: this.agent },
        (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('error', reject)
          answer.on('end', () => {
            const bytes = Buffer.concat(chunks)
            if (answer.statusCode === 200 || answer.statusCode === 201) return resolve(bytes)
            const said = bytes.toString('utf8', 0, 300)
            return reject(new Error(`${method} ${path}: ${answer.statusCode} ${said}`))
          })
        },
      )
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }

  close(): void {
    this.agent.destroy()
  }
}

/** What a save looks like on its way: multipart with one part. */
export function multipart(bytes: Uint8Array): { headers: Record<string, string>; body: Buffer } {
  const head =
    '--bench\r\nContent-Disposition: form-data; name="saveFile"; filename="Game.srm"\r\n' +
    'Content-Type: application/octet-stream\r\n\r\n'
  return {
    headers: { 'content-type': 'multipart/form-data; boundary=bench' },
    body: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--bench--\r\n')]),
  }
}
