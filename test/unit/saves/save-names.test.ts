import { describe, expect, test } from 'vitest'
import { exactName, namePartsOf, sanitisedName, taggedNames } from '../../../main/domain/saves/save-names'
import { attachment } from '../../../main/server/content-disposition'

const now = Date.parse('2026-03-01T12:34:56.789Z')
const tagged = (slot: string, name: string, place = 1) => taggedNames(slot, name, 'Game (USA)', now).at(place)

describe('stored names', () => {
  test.each([
    ['autosave', 'grout-save-123.zip', 1, 'Game (USA) [2026-03-01_12-34-56].zip'],
    ['autosave', 'autosave.srm', 2, 'Game (USA) [2026-03-01_12-34-56-2].srm'],
    ['autosave', 'no extension', 1, 'Game (USA) [2026-03-01_12-34-56]'],
    ['slot 1', 'Mine.sav', 1, 'Mine [2026-03-01_12-34-56].sav'],
    ['slot 1', 'Mine [2020-01-01_00-00-00].sav', 1, 'Mine [2026-03-01_12-34-56].sav'],
    ['slot 1', 'Mine [2020-01-01_00-00-00-3].sav', 1, 'Mine [2026-03-01_12-34-56].sav'],
    ['slot 1', 'a.tar.gz', 1, 'a.tar [2026-03-01_12-34-56].gz'],
  ])('%s %s %i is %s', (slot, name, place, expected) => {
    expect(tagged(slot, name, place)).toBe(expected)
  })

  test('stay within what a description can hold', () => {
    expect([...taggedNames('autosave', 'x.srm', 'G'.repeat(450), now).at(1)].length).toBeLessThan(450)
    expect([...tagged('a', `${'x'.repeat(300)}.${'y'.repeat(90)}`)].length).toBeLessThan(450)
  })
})

describe('names of uploads', () => {
  test.each([
    ['../../etc/passwd', 'passwd'],
    ['a\\b:c|d', 'a-b-c-d'],
    ['..\\..\\evil.srm', '..-..-evil.srm'],
    ['wh*at?"<>+.srm', 'what.srm'],
    ['  padded.srm ', 'padded.srm'],
    ['nul\0\u0007l.srm', 'null.srm'],
    ['CON', 'CON'],
  ])('%j becomes %j', (sent, kept) => {
    expect(sanitisedName(sent)).toBe(kept)
  })

  test.each(['', '.', '..', 'x/', '???', ' ', 'a/..', 'x'.repeat(401)])('%j is refused', (sent) => {
    expect(() => sanitisedName(sent)).toThrow('Invalid save filename')
  })

  test.each([
    'What? "Yes": a+b * <c>|d.srm',
    ' padded .srm',
    'Ｇame é.srm',
    'Game e\u0301.srm',
    '%2e%2e.srm',
  ])('%j of a slotless save stays as it is', (sent) => {
    expect(exactName(sent)).toBe(sent)
  })

  test('of a slotless save cannot be a path', () => {
    expect(exactName('../up.srm')).toBe('up.srm')
    expect(exactName('..\\up.srm')).toBe('..-up.srm')
    expect(() => exactName('..')).toThrow('Invalid save filename')
    expect(() => exactName('  ')).toThrow('Invalid save filename')
  })
})

test.each([
  ['Game (USA) [tag].srm', 'srm', 'Game (USA) [tag]', 'Game'],
  ['a.tar.gz', 'tar.gz', 'a', 'a'],
  ['Game v1.2.srm', 'srm', 'Game v1.2', 'Game v1.2'],
  ['plain', '', 'plain', 'plain'],
  ['(USA).srm', 'srm', '(USA)', '(USA)'],
])('the parts of %s', (fileName, extension, noExtension, noTags) => {
  expect(namePartsOf(fileName)).toEqual({ fileName, extension, noExtension, noTags })
})

test('a name in a header breaks neither the header nor itself (RFC 6266)', () => {
  expect(attachment('Gäme "1"\r\n%.srm')).toBe(
    `attachment; filename="G_me _1____.srm"; filename*=UTF-8''G%C3%A4me%20%221%22%0D%0A%25.srm`,
  )
})
