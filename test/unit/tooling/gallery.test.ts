import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { writeIndex } from '../../../scripts/gallery/index-page.mjs'
import { everyScreen } from '../../gallery/every-screen'
import { fileName, picturesOf } from '../../gallery/pictures'

const routes = readFileSync(join(import.meta.dirname, '../../../renderer/routes/routes.tsx'), 'utf8')

it('shows every route there is', () => {
  const places = {
    game: 7,
    unplayed: 8,
    conflict: 9,
    blank: 10,
    long: 11,
    device: 'd',
    keyless: 'k',
    request: 'r',
    code: 'c',
    person: 7,
    disabled: 8,
    closed: 9,
    refused: 'f',
    elsewhere: '/e',
  }
  const shown = everyScreen.map(({ path }) => path(places).replace(/[?#].*/, ''))
  const patterns = [...routes.matchAll(/path=(?:"([^"]+)"|\{\/\^(.+)\$\/\})/g)].map(([, plain, pattern]) =>
    pattern === undefined ? (plain ?? '').replaceAll(/:\w+/g, '[^/]+') : pattern.replaceAll('\\/', '/'),
  )
  expect(patterns.length).toBeGreaterThan(15)
  const missing = patterns.filter((pattern) => !shown.some((path) => new RegExp(`^${pattern}$`).test(path)))
  expect(missing).toEqual([])
})

it('takes every picture once, and the index has all of them', async () => {
  const files = everyScreen.flatMap((screen) => picturesOf(screen).map(fileName))
  expect(new Set(files).size).toBe(files.length)
  expect(files).toContain('home.empty.phone.dark.en-US.png')

  const folder = mkdtempSync(join(tmpdir(), 'roost-gallery-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const file of ['home.full.phone.dark.de.png', 'games.full.phone.dark.de.png']) {
    writeFileSync(join(folder, file), '')
  }
  expect(await writeIndex(folder)).toBe(2)
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  expect(page).toContain('<h2>games</h2>')
  expect(page).toContain('src="home.full.phone.dark.de.png"')
})
