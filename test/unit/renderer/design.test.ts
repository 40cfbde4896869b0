import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const renderer = join(import.meta.dirname, '../../../renderer')
const tokensFile = 'theme/tokens.css'

const sheets = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.css'))
  .map((name) => ({ name, text: read(name) }))
const components = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.tsx'))
  .map((name) => readFileSync(join(renderer, name), 'utf8'))
const users = sheets.filter(({ name }) => name !== tokensFile)

function read(name: string): string {
  return readFileSync(join(renderer, name), 'utf8').replaceAll(/\/\*.*?\*\//gs, '')
}

/** The declarations of a property in all sheets but the one of the tokens, with their file. */
function declared(property: RegExp): { readonly at: string; readonly value: string }[] {
  const declaration = new RegExp(`(?:^|[;{\\s])(?:${property.source})\\s*:\\s*([^;{}]+)`, 'g')
  return users.flatMap(({ name, text }) =>
    [...text.matchAll(declaration)].map(([, value = '']) => ({ at: name, value: value.trim() })),
  )
}

const withFile = (found: readonly { at: string; value: string }[]) =>
  found.map(({ at, value }) => `${at}: ${value}`)

describe('the design system', () => {
  it('is used: no sheet has a colour of its own', () => {
    const colours =
      /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|oklch|oklab|lab|lch)a?\(|(?<!-)\b(?:white|black|red|gr[ae]y)\b(?!-)/i
    const strays = users.flatMap(({ name, text }) =>
      text
        .split('\n')
        .filter((line) => /:/.test(line) && colours.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    )
    expect(users.length).toBeGreaterThan(60)
    expect(strays).toEqual([])
  })

  it('is used: every size of text is a step of the scale', () => {
    const sizes = declared(/font-size/)
    expect(sizes.length).toBeGreaterThan(60)
    expect(withFile(sizes.filter(({ value }) => !/^var\(--text-[a-z]+\)$|^inherit$/.test(value)))).toEqual([])
  })

  it('is used: shadows and large corners are those of the tokens', () => {
    const shadows = declared(/box-shadow/).filter(
      ({ value }) => !/^none$|var\(--shadow[a-z-]*\)$/.test(value),
    )
    expect(withFile(shadows)).toEqual([])
    const corners = declared(/border-radius/).filter(({ value }) => /\b(?:[5-9]|\d\d+)px/.test(value))
    expect(withFile(corners)).toEqual([])
  })

  it('is used: every distance is a step of the scale, but for room that something else takes', () => {
    const distances = declared(/(?:padding|margin|(?:row-|column-)?gap)(?:-[a-z-]+)?/)
    expect(distances.length).toBeGreaterThan(300)
    const roomFrom = 1.5
    const strays = distances.filter(({ value }) =>
      [...value.matchAll(/([\d.]+)(rem|px)\b/g)].some(([, length, unit]) =>
        unit === 'px' ? Number(length) > 1 : Number(length) < roomFrom,
      ),
    )
    expect(withFile(strays)).toEqual([])
  })

  it('names no token that there is not', () => {
    const known = new Set(
      sheets.flatMap(({ text }) => [...text.matchAll(/(--[\w-]+)\s*:/g)].map(([, name]) => name)),
    )
    // Or set on the element by a component.
    const given = new Set(
      components.flatMap((text) => [...text.matchAll(/'(--[\w-]+)'/g)].map(([, name]) => name)),
    )
    const unknown = users.flatMap(({ name, text }) =>
      [...text.matchAll(/var\((--[\w-]+)/g)]
        .map(([, token = '']) => token)
        .filter((token) => !known.has(token) && !given.has(token))
        .map((token) => `${name}: ${token}`),
    )
    expect(unknown).toEqual([])
  })

  it('moves by the motion token, and not at all for who asked for that', () => {
    const transitions = declared(/transition(?:-duration)?/)
    expect(transitions.length).toBeGreaterThan(2)
    expect(
      withFile(
        transitions.filter(({ value }) => /\d(?:ms|s)\b/.test(value) && !/^0s !important$/.test(value)),
      ),
    ).toEqual([])
    const tokens = read(tokensFile)
    expect(tokens).toMatch(/prefers-reduced-motion: reduce\)\s*\{\s*:root\s*\{\s*--quick: 0ms/)
    const still = users
      .filter(({ text }) => /(?:^|\s)animation:/.test(text))
      .map(({ name, text }) => [name, /prefers-reduced-motion: reduce\)[^}]*\{[^}]*animation:/.test(text)])
    expect(still.length).toBeGreaterThan(1)
    expect(still.filter(([, honours]) => !honours)).toEqual([])
  })

  it('has the same dark roles for the system and for who chose dark', () => {
    const text = read(tokensFile)
    const [system, chosen] = [
      /:root:not\(\[data-theme='light'\]\) \{([^}]+)\}/,
      /:root\[data-theme='dark'\] \{([^}]+)\}/,
    ].map((block) => text.match(block)?.[1]?.replaceAll(/\s+/g, ' ').trim())
    expect(system).toBeTruthy()
    expect(chosen).toBe(system)
  })
})
