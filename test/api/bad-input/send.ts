import { request } from 'node:http'
import type { TestHub } from '../../helpers/hub'
import type { BadRequest } from './requests'

/** Milliseconds after which an answer is taken for one that will never come. */
const patience = 5_000

/** Status and body; of a stream that does not end, its status alone. */
export function send(
  hub: TestHub,
  method: string,
  { target, body, headers }: BadRequest,
  authorization: string | null,
): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(hub.url)
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        hostname,
        port,
        method,
        path: target,
        agent: false,
        timeout: patience,
        headers: {
          ...headers,
          ...(authorization === null ? {} : { authorization }),
          ...(body === null ? {} : { 'content-length': String(body.byteLength) }),
        },
      },
      (response) => {
        const status = response.statusCode ?? 0
        if (response.headers['content-type']?.startsWith('text/event-stream')) {
          response.destroy()
          resolve({ status, text: '' })
          return
        }
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => resolve({ status, text: Buffer.concat(chunks).toString('utf8') }))
      },
    )
    sent.on('timeout', () => sent.destroy(new Error(`No answer within ${patience} ms: ${method} ${target}`)))
    sent.on('error', reject)
    sent.end(body ?? undefined)
  })
}
