import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { inAscii } from '../../../scripts/build/ascii.mjs'

/** A text, a pattern, a template, a name and a character of two halves, as the bundler writes them. */
const code = String.raw`
const grüße = 'Straße … 🎮 \\é \é \\\é';
const found = 'ÄÖÜ'.replace(/[ä-öÄ]\u00d6/u, (match) => \`<\${match}>\`);
const astral = /^[🎮🐔]$/u.test('🐔') && !/^[🎮]$/u.test('🐔');
JSON.stringify([grüße, found, astral, \`zwei
Zeilen – \${astral}\`]);
`
  .replaceAll('\\`', '`')
  .replaceAll('\\$', '$')

const resultOf = (script: string): unknown => runInNewContext(script)

it('code in ASCII does what it did, line by line', () => {
  const written = inAscii(code)
  expect(written).toMatch(/^[\0-\x7f]*$/)
  expect(written.split('\n')).toHaveLength(code.split('\n').length)
  expect(resultOf(written)).toBe(resultOf(code))
})

it('a text that is read as it is written is refused', () => {
  expect(() => inAscii('String.raw`ä`')).toThrow('String.raw')
  expect(inAscii('String.raw`a`; "ä"')).toBe(String.raw`String.raw${'`a`'}; "\u00e4"`)
})
