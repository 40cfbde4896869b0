import { describe, expect, test } from 'vitest'
import { TooMany } from '../../../main/domain/errors'
import { SignInLimits } from '../../../main/domain/identity/sign-in-limits'
import { TestClock } from '../../helpers/test-clock'

/** How many of the attempts were let through; none of them succeeds. */
function letThrough(limits: SignInLimits, attempts: readonly [string, string][]): number {
  return attempts.filter(([address, username]) => {
    try {
      limits.attempt(address, username)
      return true
    } catch (error) {
      if (error instanceof TooMany) return false
      throw error
    }
  }).length
}

const times = (count: number, address: (index: number) => string, name: (index: number) => string) =>
  Array.from({ length: count }, (_, index): [string, string] => [address(index), name(index)])

describe('sign-in limits (W-22)', () => {
  test('an attempt counts before it is decided, so that many at once are not all let through', () => {
    const limits = new SignInLimits(new TestClock())
    expect(
      letThrough(
        limits,
        times(
          100,
          () => '192.0.2.1',
          () => 'robin',
        ),
      ),
    ).toBe(10)
  })

  test('one address may fail at 30 accounts a minute', () => {
    const limits = new SignInLimits(new TestClock())
    const guesses = times(
      100,
      () => '192.0.2.1',
      (index) => `name${index}`,
    )
    expect(letThrough(limits, guesses)).toBe(30)
  })

  test('the 2^64 addresses of an IPv6 machine are one', () => {
    const limits = new SignInLimits(new TestClock())
    const guesses = times(
      100,
      (index) => `2001:db8::${index.toString(16)}`,
      () => 'robin',
    )
    expect(letThrough(limits, guesses)).toBe(10)
    expect(letThrough(limits, [['2001:db8:0:1::1', 'robin']])).toBe(1)
  })

  test('right passwords are never counted', () => {
    const limits = new SignInLimits(new TestClock())
    for (let index = 0; index < 1_000; index += 1) limits.attempt('192.0.2.1', 'robin').succeeded()
    expect(letThrough(limits, [['192.0.2.1', 'robin']])).toBe(1)
  })

  test('an account tried from everywhere: known addresses go on, any other has one attempt a minute', async () => {
    const clock = new TestClock()
    const limits = new SignInLimits(clock)
    limits.attempt('192.0.2.200', 'robin').succeeded()
    const flood = times(
      1_000,
      (index) => `10.0.${Math.floor(index / 200)}.${index % 200}`,
      () => 'robin',
    )
    letThrough(limits, flood)
    const known = times(
      8,
      () => '192.0.2.200',
      () => 'robin',
    )
    expect(letThrough(limits, known)).toBe(8)
    const unknown = times(
      8,
      () => '192.0.2.201',
      () => 'robin',
    )
    expect(letThrough(limits, unknown)).toBe(1)
    await clock.advance(60_000)
    expect(letThrough(limits, unknown)).toBe(1)
    expect(letThrough(limits, [['192.0.2.201', 'kim']])).toBe(1)
  })
})
