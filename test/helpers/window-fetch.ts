import { request } from 'node:http'
import type { Readable } from 'node:stream'
import type { WindowChannel } from '../../main/hub'

/** Asks the hub as the owner's window does: by its private socket, with its secret. */
export function windowFetch(channel: WindowChannel, path: string, init: RequestInit = {}): Promise<Response> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        socketPath: channel.path,
        path,
        method: init.method ?? 'GET',
        headers: {
          host: 'roost',
          ...Object.fromEntries(new Headers(init.headers)),
          'x-roost-window': channel.secret,
        },
        ...(init.signal ? { signal: init.signal } : {}),
      },
      (incoming) => {
        const headers = new Headers()
        for (const [name, value] of Object.entries(incoming.headers)) {
          for (const each of [value ?? []].flat()) headers.append(name, each)
        }
        const status = incoming.statusCode ?? 0
        const body = [204, 304].includes(status) ? null : readableOf(incoming)
        resolve(new Response(body, { status, headers }))
      },
    )
    outgoing.on('error', reject)
    const { body } = init
    outgoing.end(typeof body === 'string' || body instanceof Uint8Array ? body : undefined)
  })
}

/** As a web stream made of bytes, which is what a `Response` takes. */
function readableOf(stream: Readable): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async start(controller) {
      for await (const chunk of stream) {
        if (chunk instanceof Uint8Array) controller.enqueue(new Uint8Array(chunk))
      }
      controller.close()
    },
  })
}
