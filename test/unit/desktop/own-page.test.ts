import { describe, expect, it } from 'vitest'
import { isOwnDocument, isOwnUrl, originForLog } from '../../../main/desktop/own-page'

describe('the origin of our page', () => {
  it.each(['app://roost/', 'app://roost', 'app://roost/pair/device?user_code=K7QX-MH3R#x'])(
    '%s is ours',
    (url) => {
      expect(isOwnUrl(url)).toBe(true)
    },
  )

  it.each([
    'app://roost.evil/',
    'app://roost@evil/',
    'app://user@roost/',
    'app://user:word@roost/',
    'app://roost:80/',
    'app:roost/',
    'app:///roost/',
    'app://evil/app://roost/',
    'apps://roost/',
    'http://roost/',
    'https://evil/?next=app://roost/',
    'blob:app://roost/0',
    'file:///app://roost/',
    'javascript:0//app://roost/',
    'data:text/html,app://roost/',
    'about:blank',
    '//roost/',
    '',
  ])('%s is not', (url) => {
    expect(isOwnUrl(url)).toBe(false)
  })

  it('an answer of the API is no document', () => {
    expect(['app://roost/', 'app://roost/apiary', 'app://roost/devices/api/'].map(isOwnDocument)).toEqual([
      true,
      true,
      true,
    ])
    expect(
      ['app://roost/api', 'app://roost/api/', 'app://roost/api/saves/1/content'].map(isOwnDocument),
    ).toEqual([false, false, false])
  })

  it('a log learns scheme and host only', () => {
    expect(originForLog('https://u:p@evil.example/token?x=1')).toBe('https://evil.example')
    expect(originForLog('')).toBe('unreadable')
  })
})
