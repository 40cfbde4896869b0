import type { BrowserWindow } from 'electron'
import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { afterFirstScreen } from '../../../main/desktop/first-screen'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Of a window this needs only that it says when it is closed. */
const window = () => new EventEmitter() as unknown as BrowserWindow

test('what waits begins when the page has drawn, and only once', () => {
  const begin = vi.fn<() => void>()
  const drawn = afterFirstScreen(window(), begin)
  expect(begin).not.toHaveBeenCalled()
  drawn()
  drawn()
  vi.advanceTimersByTime(60_000)
  expect(begin).toHaveBeenCalledOnce()
})

test('a page that draws nothing holds it up for three seconds', () => {
  const begin = vi.fn<() => void>()
  const drawn = afterFirstScreen(window(), begin)
  vi.advanceTimersByTime(2_999)
  expect(begin).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(begin).toHaveBeenCalledOnce()
  drawn()
  expect(begin).toHaveBeenCalledOnce()
})

test('a window that was closed before begins nothing', () => {
  const begin = vi.fn<() => void>()
  const closed = window()
  afterFirstScreen(closed, begin)
  closed.emit('closed')
  vi.advanceTimersByTime(60_000)
  expect(begin).not.toHaveBeenCalled()
})
