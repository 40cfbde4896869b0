import { expect, test } from 'vitest'
import { PortablePaths, portableName } from '../../../main/domain/storage/portable-names'

test.each([
  ['Game (USA).srm', 'Game (USA).srm'],
  ['../../etc/passwd', '.._.._etc_passwd'],
  ['..\\..\\a', '.._.._a'],
  ['C:\\a', 'C__a'],
  ['CON', '_CON'],
  ['con.srm', '_con.srm'],
  ['LPT1 .txt', 'LPT1 .txt'],
  ['COM1.a.b', '_COM1.a.b'],
  ['a\u0000b\nc', 'a_b_c'],
  ['name. . ', 'name'],
  ['  name', 'name'],
  ['..', '_'],
  ['', '_'],
  ['a\u202egnp.exe', 'a_gnp.exe'],
  ['Cafe\u0301', 'Caf\u00e9'],
  ['\ud800', '_'],
])('%j becomes %j', (name, portable) => {
  expect(portableName(name)).toBe(portable)
})

test('a long name is cut, with its ending, and never in the middle of a letter', () => {
  const name = portableName(`${'ü'.repeat(300)}.srm`)
  expect(name).toMatch(/^ü+\.srm$/)
  expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(120)
})

test('twins get a number each: by case, by Unicode form, by what was replaced', () => {
  const paths = new PortablePaths()
  const given = ['Game.srm', 'GAME.srm', 'Cafe\u0301', 'caf\u00e9', 'a:b', 'a?b'].map((name) =>
    paths.file('x/', name),
  )
  expect(given).toEqual([
    'x/Game.srm',
    'x/GAME (2).srm',
    'x/Caf\u00e9',
    'x/caf\u00e9 (2)',
    'x/a_b',
    'x/a_b (2)',
  ])
})

test('one thing has one folder; two of one name have two', () => {
  const paths = new PortablePaths()
  expect(paths.folder('', 'Game', '1')).toBe('Game/')
  expect(paths.folder('', 'game', '2')).toBe('game (2)/')
  expect(paths.folder('', 'Game', '1')).toBe('Game/')
  expect(paths.file('', 'GAME')).toBe('GAME (3)')
})
