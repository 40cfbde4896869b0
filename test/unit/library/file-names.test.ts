import { describe, expect, test } from 'vitest'
import {
  foldedStem,
  hasTags,
  isSaveName,
  nameProblem,
  partsOf,
  titleKey,
} from '../../../main/domain/library/file-names'
import { knownPlatforms, slugOf } from '../../../shared/platforms'

test.each([
  ['Game (USA).gba', 'Game (USA)'],
  ['Game (USA).srm', 'Game (USA)'],
  ['Game (USA).SAV', 'Game (USA)'],
  ['Game (USA).state', 'Game (USA)'],
  ['Game (USA).state1', 'Game (USA)'],
  ['Game (USA).state.1', 'Game (USA)'],
  ['Game (USA).state.auto', 'Game (USA)'],
  ['Game (USA).state2.png', 'Game (USA)'],
  ['game (usa).GBA', 'Game (USA)'],
  ['Game  (USA) .gba', 'Game (USA)'],
  ['Poke\u0301mon.gba', 'Pok\u00E9mon'],
  ['Ｇａｍｅ.gba', 'Game'],
])('%s is called like %s', (fileName, stem) => {
  expect(foldedStem(fileName)).toBe(foldedStem(`${stem}.zip`))
})

test('versions have different names and one title', () => {
  const versions = ['Game (USA).gba', 'Game (Europe) (Rev 1).gba', 'Game.gba', 'GAME [!].zip', 'Gáme.srm']
  expect(new Set(versions.map(foldedStem)).size).toBe(5)
  expect(new Set(versions.map(titleKey))).toEqual(new Set(['game']))
  expect(versions.map(hasTags)).toEqual([true, true, false, true, false])
})

test.each(['Dr. Mario', 'Vol. 2 ', 'Game', 'a.b.c'])('a folder has no extension: %s', (name) => {
  expect(partsOf(name, true)).toMatchObject({ stem: name, extension: '' })
})

test.each([
  ['(Only Tags).gba', { title: '(Only Tags)', extension: 'gba', tags: ['Only Tags'] }],
  [
    'Game (USA, Europe) (En,Ja) (Beta) (v1.2) [!].gb',
    {
      title: 'Game',
      regions: ['USA', 'Europe'],
      languages: ['En', 'Ja'],
      tags: ['Beta', '!'],
      revision: 'v1.2',
    },
  ],
  ['.gba', { title: '.gba', extension: '' }],
  ['Game.with.dots (Rev A).gba', { title: 'Game.with.dots', revision: 'A', extension: 'gba' }],
])('what %s says', (name, parts) => {
  expect(partsOf(name)).toMatchObject(parts)
})

test.each(['a.srm', 'a.sav', 'a.state', 'a.state.12', 'a.rtc'])('%s is a save', (name) => {
  expect(isSaveName(name)).toBe(true)
})

test.each(['a.gba', 'state.gba', 'srm', 'a.states', 'a.state.gba'])('%s is no save', (name) => {
  expect(isSaveName(name)).toBe(false)
})

describe('names that cannot be used', () => {
  test.each([
    '',
    ' ',
    '.',
    '..',
    'a/b',
    'a\\b',
    'a\0',
    'a\n',
    '\uD800',
    '\uFFFD',
    'n'.repeat(256),
    'é'.repeat(128),
  ])('%j', (name) => {
    expect(nameProblem(name)).not.toBeNull()
  })

  test.each(['CON', 'a b.gba', 'n'.repeat(255), '…', 'a..b', '%5C'])('but %j can', (name) => {
    expect(nameProblem(name)).toBeNull()
  })
})

describe('platforms', () => {
  test('no word means two of them, and each slug means itself', () => {
    const words = knownPlatforms.flatMap(({ slug, aliases }) => [slug, ...aliases])
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([])
    for (const { slug } of knownPlatforms) expect(slugOf(slug)).toBe(slug)
    expect(knownPlatforms).toHaveLength(43)
  })

  test.each([
    ['MegaDrive', 'genesis'],
    ['SFC', 'snes'],
    [' GameBoy ', 'gb'],
    ['My Machine', 'my-machine'],
    ['../../etc', 'etc'],
    ['<b>', 'b'],
    ['...', null],
    ['日本', '日本'],
  ])('%s -> %s', (folder, slug) => {
    expect(slugOf(folder)).toBe(slug)
  })
})
