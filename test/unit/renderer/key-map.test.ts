import { describe, expect, it } from 'vitest'
import {
  followsWithin,
  KeySequence,
  places,
  type Press,
  waitingLetters,
} from '../../../renderer/features/shortcuts/key-map'

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  code: '',
  timeStamp: 0,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
})

/** What the last of these keys asks for. */
function after(keys: readonly Press[], single = true) {
  const sequence = new KeySequence()
  return keys.map((key) => sequence.press(key, single)).at(-1)
}

describe('the keyboard map', () => {
  it.each(places.map(({ letter, path }) => [letter, path]))('G, then %s leads to %s', (letter, path) => {
    expect(after([press('g'), press(letter)])).toEqual({ to: 'place', path })
  })

  it('leads to what waits', () => {
    expect(after([press('g'), press('r')])).toEqual({ to: 'request' })
    expect(after([press('g'), press('c')])).toEqual({ to: 'decision' })
  })

  it('has no letter twice', () => {
    const letters = [...places.map(({ letter }) => letter), ...Object.values(waitingLetters)]
    expect(new Set(letters).size).toBe(letters.length)
  })

  it('knows the letters where another script is written', () => {
    const [g, h] = [press('п', { code: 'KeyG' }), press('р', { code: 'KeyH' })]
    expect(after([g, h])).toEqual({ to: 'place', path: '/' })
  })

  it('goes by the letter, not by its place, where that is a Latin one', () => {
    expect(after([press('g'), press('a', { code: 'KeyQ' })])).toEqual({ to: 'place', path: '/activity' })
  })

  it('forgets the G after a while, and after any other key', () => {
    expect(after([press('g'), press('h', { timeStamp: followsWithin + 1 })])).toBeNull()
    expect(after([press('g'), press('x'), press('h')])).toBeNull()
    expect(after([press('h')])).toBeNull()
  })

  it('leaves what is held with a modifier to browser and system', () => {
    for (const held of ['ctrlKey', 'metaKey', 'altKey'] as const) {
      expect(after([press('?', { [held]: true })])).toBeNull()
      expect(after([press('g'), press('h', { [held]: true })])).toBeNull()
    }
  })

  it('without single keys has F1 alone', () => {
    expect(after([press('F1')], false)).toEqual({ to: 'help' })
    for (const key of ['?', '/']) expect(after([press(key)], false)).toBeNull()
    expect(after([press('g'), press('h')], false)).toBeNull()
  })
})
