import { describe, expect, it } from 'vitest'
import { type ListedToken, searched, sorted } from '../../../renderer/features/tokens/token-list'

function listed(id: number, name: string, expiresAt: string | null, usedAt: string | null): ListedToken {
  return {
    token: {
      id,
      name,
      scopes: ['assets.read'],
      expires_at: expiresAt,
      last_used_at: usedAt,
      created_at: '2026-01-01T00:00:00.000Z',
      user_id: 1,
      device_id: null,
      last_four: 'abcd',
      last_used_address: null,
      origin: 'manual',
    },
    device: null,
    owner: null,
    words: `${name} fetch saves`.toLowerCase(),
  }
}

const tokens = [
  listed(1, 'Token 10', null, null),
  listed(2, 'token 9', '2026-02-01T00:00:00.000Z', '2026-01-03T00:00:00.000Z'),
  listed(3, 'Ärger', '2026-01-15T00:00:00.000Z', '2026-01-02T00:00:00.000Z'),
]
const ids = (found: readonly ListedToken[]) => found.map(({ token }) => token.id)

describe('the order of tokens', () => {
  it('by name is that of the language, numbers by their value', () => {
    expect(ids(sorted(tokens, { by: 'name', descending: false }, 'de'))).toEqual([3, 2, 1])
  })

  it('by end puts those that never end last', () => {
    expect(ids(sorted(tokens, { by: 'expiry', descending: false }, 'de'))).toEqual([3, 2, 1])
  })

  it('by last use puts those never used last when the latest come first', () => {
    expect(ids(sorted(tokens, { by: 'use', descending: true }, 'de'))).toEqual([2, 3, 1])
  })
})

describe('the search', () => {
  it('finds every word, in any order and case', () => {
    expect(ids(searched(tokens, ' SAVES  token '))).toEqual([1, 2])
    expect(ids(searched(tokens, 'token nothing'))).toEqual([])
  })

  it('leaves all where nothing is searched', () => {
    expect(searched(tokens, '  ')).toBe(tokens)
  })
})
