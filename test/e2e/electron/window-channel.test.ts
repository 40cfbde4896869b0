import { expect, test } from '@playwright/test'
import { launchRoost } from './launch-roost'
import type { Roost } from './launch-roost'

test.describe('the way from the page to the hub', () => {
  let roost: Roost
  test.beforeAll(async () => {
    roost = await launchRoost()
  })
  test.afterAll(async () => {
    await roost.close()
  })

  test('makes the page the owner, which nobody else becomes by asking', async () => {
    const inWindow = await roost.page.evaluate(async () => (await fetch('/api/pairing')).status)
    const onLan = await fetch(`${roost.url}/api/pairing`, {
      headers: { 'x-roost-window': '0'.repeat(64), origin: 'app://roost' },
    })
    expect([inWindow, onLan.status]).toEqual([200, 401])
  })

  test('keeps an event stream open and closes it with the page', async () => {
    const opened = await roost.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const stream = new EventSource('/api/events')
          stream.addEventListener('open', () => resolve('open'))
          stream.addEventListener('error', () => resolve('error'))
        }),
    )
    expect(opened).toBe('open')
    // Leaves with the stream still open; the next page must find the hub as it was.
    await roost.page.reload()
    expect(await roost.page.evaluate(async () => (await fetch('/api/heartbeat')).status)).toBe(200)
  })

  test('a request that is given up harms nothing', async () => {
    const outcomes = await roost.page.evaluate(async () => {
      const giveUp = async (late: boolean): Promise<string> => {
        const abort = new AbortController()
        const answer = fetch('/api/events', { signal: abort.signal })
        if (late) await answer
        abort.abort()
        return answer.then(
          () => 'answered',
          () => 'given up',
        )
      }
      await Promise.all(Array.from({ length: 30 }, (_, index) => giveUp(index % 2 === 0)))
      return (await fetch('/api/heartbeat')).status
    })
    expect(outcomes).toBe(200)
    await roost.page.reload()
    expect(await roost.page.evaluate(async () => (await fetch('/api/heartbeat')).status)).toBe(200)
    expect(roost.log()).not.toContain('"event":"failed"')
  })

  test('carries a body that is refused for its size without breaking', async () => {
    const status = await roost.page.evaluate(async () => {
      const body = new Uint8Array(3 * 1024 * 1024)
      const headers = { 'content-type': 'application/json' }
      return fetch('/api/auth/device/deny', { method: 'POST', body, headers }).then(
        (response) => response.status,
        () => 'connection closed',
      )
    })
    expect([413, 'connection closed']).toContain(status)
    expect(await roost.page.evaluate(async () => (await fetch('/api/heartbeat')).status)).toBe(200)
  })
})
