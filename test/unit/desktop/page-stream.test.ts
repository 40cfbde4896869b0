import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { pageStream } from '../../../main/desktop/page-stream'

let hub: PassThrough
beforeEach(() => {
  vi.useFakeTimers()
  hub = new PassThrough()
})
afterEach(() => {
  vi.useRealTimers()
})

async function readAll(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream).text()
}

describe('the body of an answer', () => {
  it('is what the hub wrote', async () => {
    hub.write('one ')
    hub.end('two')
    expect(await readAll(pageStream(hub))).toBe('one two')
  })

  it('may be empty', async () => {
    hub.end()
    expect(await readAll(pageStream(hub))).toBe('')
  })

  it('is read no faster than the page takes it', async () => {
    const reader = pageStream(hub).getReader()
    const written = Array.from({ length: 10 }, () => hub.write(Buffer.alloc(8 * 1024)))
    expect(written).toContain(false)
    await reader.read()
    expect(hub.isPaused()).toBe(true)
    expect(hub.readableLength + hub.writableLength).toBeGreaterThan(0)
    await reader.cancel()
  })

  it('breaks off when the hub does', async () => {
    const reader = pageStream(hub).getReader()
    hub.write('half')
    await reader.read()
    hub.destroy()
    await expect(reader.read()).rejects.toThrow('the hub broke off its answer')
  })

  it('that nobody reads breaks off only when somebody does', async () => {
    const stream = pageStream(hub)
    hub.destroy(new Error('gone'))
    await vi.advanceTimersByTimeAsync(1)
    await expect(readAll(stream)).rejects.toThrow('the hub broke off its answer')
  })

  it('that nobody reads for ten seconds is given up', async () => {
    pageStream(hub)
    await vi.advanceTimersByTimeAsync(9_999)
    expect(hub.destroyed).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(hub.destroyed).toBe(true)
  })

  it('that is being read may be silent as long as it likes', async () => {
    const reader = pageStream(hub).getReader()
    const event = reader.read()
    await vi.advanceTimersByTimeAsync(3_600_000)
    hub.write('data: late\n\n')
    expect(Buffer.from((await event).value ?? []).toString()).toBe('data: late\n\n')
    await reader.cancel()
    expect(hub.destroyed).toBe(true)
  })
})
