import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forwardToHub } from '../../../main/desktop/forward'
import { OpenRequests } from '../../../main/desktop/open-requests'

const secret = 'a'.repeat(64)
let folder: string
let hub: Server
let open: OpenRequests
let answer: (request: IncomingMessage, response: ServerResponse) => void

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roost-forward-'))
  open = new OpenRequests()
  hub = createServer((request, response) => {
    answer(request, response)
  })
  hub.listen(join(folder, 'hub'))
  await once(hub, 'listening')
})
afterEach(() => {
  hub.closeAllConnections()
  hub.close()
  rmSync(folder, { recursive: true, force: true })
})

function forward(path: string, init?: RequestInit): Promise<Response> {
  return forwardToHub(new Request(`http://roost${path}`, init), { path: join(folder, 'hub'), secret }, open)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString()
}

describe('what the hub gets', () => {
  it('is the path, the query, the method and the body', async () => {
    answer = (request, response) => {
      void bodyOf(request).then((body) => {
        response.end(JSON.stringify([request.method, request.url, body]))
      })
    }
    const response = await forward('/api/auth/device/deny?person=2', {
      method: 'POST',
      body: '{"user_code":"x"}',
    })
    expect(await response.json()).toEqual(['POST', '/api/auth/device/deny?person=2', '{"user_code":"x"}'])
  })

  it('carries the secret and our host, and nothing the page may not say', async () => {
    let seen: IncomingHttpHeaders = {}
    answer = (request, response) => {
      seen = request.headers
      response.end()
    }
    await forward('/api/devices', {
      headers: {
        'x-roost-window': 'forged',
        host: 'evil',
        cookie: 'session=1',
        connection: 'close, x-hop',
        'x-hop': '1',
        'x-forwarded-for': '192.0.2.1',
        forwarded: 'for=192.0.2.1',
        te: 'trailers',
        'accept-encoding': 'br',
        accept: 'application/json',
        'last-event-id': '7',
      },
    })
    expect(seen).toMatchObject({
      'x-roost-window': secret,
      host: 'roost',
      accept: 'application/json',
      'last-event-id': '7',
    })
    const dropped = ['cookie', 'x-hop', 'x-forwarded-for', 'forwarded', 'te', 'accept-encoding']
    expect(dropped.filter((name) => name in seen)).toEqual([])
  })
})

describe('what the page gets', () => {
  it('is the status, the headers and the body', async () => {
    answer = (_request, response) => {
      response.writeHead(422, {
        'content-type': 'application/json',
        'set-cookie': 'a=1',
        'keep-alive': 'timeout=5',
      })
      response.end('{"detail":"x"}')
    }
    const response = await forward('/api/devices')
    expect(response.status).toBe(422)
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'content-type': 'application/json' })
    expect(['set-cookie', 'keep-alive', 'connection'].filter((name) => response.headers.has(name))).toEqual(
      [],
    )
    expect(await response.text()).toBe('{"detail":"x"}')
  })

  it.each([204, 304])('is no body at all with status %d', async (status) => {
    answer = (_request, response) => {
      response.writeHead(status).end()
    }
    const response = await forward('/api/devices/1')
    expect([response.status, response.body]).toEqual([status, null])
  })

  it('arrives while the hub is still writing', async () => {
    answer = (_request, response) => {
      response.write('data: first\n\n')
    }
    const reader = (await forward('/api/events')).body?.getReader()
    const { value } = (await reader?.read()) ?? {}
    expect(Buffer.from(value ?? []).toString()).toBe('data: first\n\n')
    await reader?.cancel()
  })

  it('is an error when the hub breaks off in the middle', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('half', () => response.destroy())
    }
    const response = await forward('/api/devices')
    await expect(response.text()).rejects.toThrow('the hub broke off its answer')
  })

  it('is a refusal when no hub listens', async () => {
    hub.close()
    await once(hub, 'close')
    await expect(forward('/api/devices')).rejects.toThrow(/ENOENT|ECONNREFUSED/)
  })
})

describe('giving up', () => {
  it('before the answer closes the hub side', async () => {
    const closed = new Promise<void>((resolve) => {
      answer = (request) => {
        request.once('close', resolve)
        abort.abort()
      }
    })
    const abort = new AbortController()
    await expect(forward('/api/events', { signal: abort.signal })).rejects.toThrow('aborted')
    await closed
  })

  it('in the middle of the answer closes the hub side', async () => {
    const responses = new Set<ServerResponse>()
    const closed = new Promise<void>((resolve) => {
      answer = (_request, response) => {
        responses.add(response)
        response.once('close', () => {
          responses.delete(response)
          resolve()
        })
        response.write('data: first\n\n')
      }
    })
    const response = await forward('/api/events')
    expect(responses.size).toBe(1)
    await response.body?.cancel()
    await closed
    expect(responses.size).toBe(0)
  })

  it('of the whole document closes what is open, and only that', async () => {
    let closed = 0
    answer = (request, response) => {
      response.once('close', () => (closed += 1))
      if (request.url === '/api/events') response.write('data: first\n\n')
      else response.end('done')
    }
    const streams = await Promise.all([
      forward('/api/events'),
      forward('/api/events'),
      forward('/api/devices'),
    ])
    expect(await streams[2].text()).toBe('done')
    open.giveUp()
    for (const stream of streams.slice(0, 2)) await expect(stream.text()).rejects.toThrow('broke off')
    await vi.waitUntil(() => closed === 3)
    open.giveUp()
  })

  it('in the middle of an upload closes the hub side', async () => {
    const broken = new Promise<unknown>((resolve) => {
      answer = (request) => {
        request.once('error', resolve)
        request.once('data', () => abort.abort())
      }
    })
    const abort = new AbortController()
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.enqueue(new Uint8Array(1024))
        return new Promise((resolve) => setImmediate(resolve))
      },
    })
    const init = { method: 'POST', body: endless, duplex: 'half', signal: abort.signal }
    await expect(forward('/api/saves', init)).rejects.toThrow('aborted')
    await broken
  })
})
