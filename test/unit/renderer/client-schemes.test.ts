import { describe, expect, it } from 'vitest'
import { handingOver } from '../../../renderer/features/pair-code/client-schemes'

const known = new Set(['handheld'])

describe('handing a pairing code to a program', () => {
  it.each([
    'javascript:alert(1)//',
    'JavaScript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'http://example.org/',
    'https://example.org/',
    'blob:https://example.org/x',
    'file:///etc/passwd',
    'handheld',
    '//handheld/x',
    '',
  ])('opens no %j', (callback) => {
    expect(handingOver(callback, 'ABCD-EFGH', known)).toBeNull()
  })

  it('opens an address of a listed scheme, with the code and never a token', () => {
    expect(handingOver('handheld://pair?from=roost', 'ABCD-EFGH', known)).toBe(
      'handheld://pair?from=roost&code=ABCD-EFGH',
    )
  })

  it('opens nothing as long as no client documents a scheme', () => {
    expect(handingOver('handheld://pair', 'ABCD-EFGH')).toBeNull()
  })
})
