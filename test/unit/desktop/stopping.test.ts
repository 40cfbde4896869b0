import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LateHub } from '../../../main/desktop/late-hub'
import { signalHandler } from '../../../main/desktop/shutdown'
import { Traffic } from '../../../main/domain/network/traffic'
import type { RunningHub } from '../../../main/hub'

function runningHub(stop: () => Promise<void>): RunningHub {
  return {
    ready: { event: 'ready', url: 'http://127.0.0.1:1', lan_urls: [], version: '0', pid: 1 },
    traffic: new Traffic(),
    refresh: () => undefined,
    stop,
  }
}

describe('a hub that starts late', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('starts once, when it is told', async () => {
    const start = vi.fn<() => Promise<RunningHub>>(() => Promise.resolve(runningHub(() => Promise.resolve())))
    const hub = new LateHub(start)
    expect(start).not.toHaveBeenCalled()
    hub.start()
    hub.start()
    await hub.running
    expect(start).toHaveBeenCalledTimes(1)
  })

  it('that never started has nothing to stop', async () => {
    const start = vi.fn<() => Promise<RunningHub>>(() => Promise.resolve(runningHub(() => Promise.resolve())))
    expect(await new LateHub(start).stop()).toBe(true)
    expect(start).not.toHaveBeenCalled()
  })

  it('that is still starting is waited for, then stopped', async () => {
    const stop = vi.fn<() => Promise<void>>(() => Promise.resolve())
    let started: (hub: RunningHub) => void = () => undefined
    const hub = new LateHub(() => new Promise((resolve) => (started = resolve)))
    hub.start()
    const stopping = hub.stop()
    await Promise.resolve()
    started(runningHub(stop))
    expect(await stopping).toBe(true)
    expect(stop).toHaveBeenCalledTimes(1)
  })

  it('that could not start counts as stopped', async () => {
    const hub = new LateHub(() => Promise.reject(new Error('locked')))
    hub.start()
    await expect(hub.running).rejects.toThrow('locked')
    expect(await hub.stop()).toBe(true)
  })

  it('has ten seconds to stop', async () => {
    const hub = new LateHub(() => Promise.resolve(runningHub(() => new Promise(() => undefined))))
    hub.start()
    await hub.running
    let outcome: boolean | undefined
    const stopping = hub.stop().then((inTime) => (outcome = inTime))
    await vi.advanceTimersByTimeAsync(9_999)
    expect(outcome).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1)
    expect(await stopping).toBe(false)
  })
})

describe('signals', () => {
  it('the first asks to stop, one a second later ends at once', () => {
    let now = 5_000
    const quit = vi.fn<() => void>()
    const exit = vi.fn<() => void>()
    const onSignal = signalHandler(() => now, quit, exit)
    onSignal()
    now += 999
    onSignal()
    expect([quit.mock.calls.length, exit.mock.calls.length]).toEqual([1, 0])
    now += 1
    onSignal()
    expect([quit.mock.calls.length, exit.mock.calls.length]).toEqual([1, 1])
  })
})
