import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, test } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { listRoms } from '../../../shared/api/roms'
import { listSaves } from '../../../shared/api/saves'
import { askToPair, collect } from '../browser/handheld'
import { plainEnvironment, roostFlags } from '../electron/launch-roost'
import { runElectron } from '../electron/run-electron'
import type { RunningElectron } from '../electron/run-electron'
import { archiveListing } from './archive-listing'
import { packRoost } from './pack-roost'
import type { PackedRoost } from './pack-roost'

test.skip(process.platform !== 'linux', 'drives the unpacked Linux app')
test.describe.configure({ mode: 'serial' })

let folder: string
let packed: PackedRoost
test.beforeAll(() => {
  test.setTimeout(150_000)
  folder = mkdtempSync(join(tmpdir(), 'roost-packed-'))
  packed = packRoost(folder)
})
test.afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('only what is needed is inside', () => {
  const files = archiveListing(join(packed.resources, 'app.asar'))
  expect(files).toContain('/dist/main/index.cjs')
  expect(files).toContain('/dist/main/hash-worker.cjs')
  expect(files).toContain('/dist/renderer/index.html')
  const top = new Set(files.map((file) => file.split('/')[1]))
  expect(top).toEqual(new Set(['dist', 'node_modules', 'package.json']))
  const built = new Set(files.filter((file) => file.startsWith('/dist/')).map((file) => file.split('/')[2]))
  expect(built).toEqual(new Set(['main', 'renderer']))
  expect(files.filter((file) => /\.(?:[cm]?tsx?|map|md|gypi?|cc|h)$/.test(file))).toEqual([])
  expect(files.filter((file) => /\/(?:tests?|__tests__|spec|src\/.*\.c)\//.test(file))).toEqual([])
  expect(packagesIn(files)).toEqual(neededPackages)
})

test('the addon lies outside the archive, alone of its build', () => {
  const unpacked = join(packed.resources, 'app.asar.unpacked', 'node_modules', 'sqlite3', 'build')
  expect(readdirSync(unpacked, { recursive: true }).map(String).sort()).toEqual([
    'Release',
    join('Release', 'node_sqlite3.node'),
  ])
})

test('the packed app starts, pairs a handheld, stores its save and hashes a game', async () => {
  const library = join(folder, 'library')
  mkdirSync(join(library, 'gba'), { recursive: true })
  writeFileSync(join(library, 'gba', 'Amber Trail.gba'), 'a game')
  const roost = start('--library', library)
  const port = /:(\d+)\//.exec(await roost.lineWith('DevTools listening on'))?.[1]
  const { url } = JSON.parse(await roost.lineWith('"event":"ready"')) as { url: string }
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true })
  try {
    const page = await windowOf(browser)
    const paired = await letIn(page, url)

    const game = await hashedGame(page)
    expect(game.sha1_hash).toBe('63c66276032793c958ae818a1a7be2481e41e49f')
    const authorization = `Bearer ${paired}`
    const form = new FormData()
    form.set('saveFile', new Blob(['progress']), 'Amber Trail.srm')
    const stored = await fetch(`${url}/api/saves?rom_id=${game.id}&slot=autosave`, {
      method: 'POST',
      headers: { authorization },
      body: form,
    })
    expect(stored.status, await stored.clone().text()).toBe(200)
    const listed = await fetch(`${url}/api/saves?rom_id=${game.id}`, { headers: { authorization } })
    const [save] = listSaves.answer.parse(await listed.json())
    const content = await fetch(`${url}${save?.download_path}`, { headers: { authorization } })
    expect(await content.text()).toBe('progress')
  } finally {
    await browser.close()
    roost.process.kill('SIGTERM')
  }
  expect(await roost.exited).toBe(0)
})

test('nobody gets a debugger or a script of their own into it', async () => {
  const asNode = runElectron(['-e', 'console.log("as node")'], {
    ...surroundings(),
    env: { ...surroundings().env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--inspect=0' },
  })
  expect(await asNode.exited).toBe(2)
  expect(asNode.output).toEqual([])
  expect(asNode.errors.join('\n')).not.toContain('Debugger listening')

  const inspected = start('--inspect=0')
  await inspected.lineWith('"event":"ready"')
  inspected.process.kill('SIGTERM')
  expect(await inspected.exited).toBe(0)
  expect(inspected.errors.join('\n')).not.toContain('Debugger listening')
})

function surroundings(): { env: Record<string, string>; cwd: string; electron: string } {
  const runtime = join(folder, 'run')
  mkdirSync(runtime, { recursive: true, mode: 0o700 })
  return {
    env: { ...plainEnvironment(), CI: 'true', HOME: folder, XDG_RUNTIME_DIR: runtime },
    cwd: folder,
    electron: packed.executable,
  }
}

/** The inspect fuse is off, so Playwright reaches the window through Chromium's own debugger, which a flag opens. */
function start(...flags: string[]): RunningElectron {
  const dataFolder = mkdtempSync(join(folder, 'data-'))
  return runElectron(['--remote-debugging-port=0', ...roostFlags(dataFolder), ...flags], surroundings())
}

async function windowOf(browser: Browser): Promise<Page> {
  const pages = (): Page[] => browser.contexts().flatMap((context) => context.pages())
  await expect.poll(() => pages().map((page) => page.url())).toEqual(['app://roost/'])
  const [page] = pages()
  if (page === undefined) throw new Error('no window')
  return page
}

/** A handheld asks, somebody at the window lets it in, and it fetches its token. */
async function letIn(page: Page, url: string): Promise<string> {
  const asked = await askToPair(url, 'Packed RG35XX', { client: 'grout', platform: 'muOS' })
  await page.getByRole('link', { name: 'Look and decide' }).click()
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByRole('heading', { name: 'Packed RG35XX is let in' })).toBeVisible()
  return (await collect(url, asked)).access_token
}

/** The one game of the library, once the thread that hashes has read it. */
async function hashedGame(page: Page): Promise<{ id: number; sha1_hash: string | null }> {
  const game = async () => {
    const answer: unknown = await page.evaluate(async () => (await fetch('/api/roms')).json())
    return listRoms.answer.parse(answer).items[0]
  }
  await expect.poll(async () => (await game())?.sha1_hash ?? null).not.toBeNull()
  const found = await game()
  if (found === undefined) throw new Error('no game')
  return found
}

function packagesIn(files: readonly string[]): string[] {
  const names = files.map((file) => /^\/node_modules\/((?:@[^/]+\/)?[^/@]+)/.exec(file)?.[1])
  return [...new Set(names.filter((name) => name !== undefined))].sort()
}

/** The database driver, and what it asks for to find its addon. */
const neededPackages = ['bindings', 'file-uri-to-path', 'sqlite3']
