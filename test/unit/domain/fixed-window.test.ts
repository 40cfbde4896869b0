import { expect, test } from 'vitest'
import { TooMany } from '../../../main/domain/errors'
import { FixedWindow } from '../../../main/domain/limits/fixed-window'
import { TestClock } from '../../helpers/test-clock'

const limit = { attempts: 3, window: 60_000 }

test('a window starts with the first attempt, ends by itself, and says when', async () => {
  const clock = new TestClock()
  const window = new FixedWindow(clock, limit, 'Slow down')
  window.charge('a')
  await clock.advance(59_000)
  window.charge('a')
  window.charge('a')
  expect(() => window.charge('a')).toThrow(new TooMany('Slow down', 1_000))
  await clock.advance(1_000)
  expect(() => window.charge('a')).not.toThrow()
})

test('keys do not share a window, looking costs nothing, and a cleared key starts anew', () => {
  const window = new FixedWindow(new TestClock(), limit, 'Slow down')
  for (let attempt = 0; attempt < 3; attempt += 1) window.charge('a')
  expect(() => window.check('a')).toThrow(TooMany)
  expect(() => window.check('b')).not.toThrow()
  window.clear('a')
  expect(() => window.charge('a')).not.toThrow()
})

test('a flood of keys stays bounded, and the latest are still counted', () => {
  const window = new FixedWindow(new TestClock(), limit, 'Slow down', 10)
  for (let key = 0; key < 1_000; key += 1) window.charge(String(key))
  for (let attempt = 0; attempt < 2; attempt += 1) window.charge('999')
  expect(() => window.charge('999')).toThrow(TooMany)
})
