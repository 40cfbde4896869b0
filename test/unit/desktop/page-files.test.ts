import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { servePageFile } from '../../../main/desktop/page-files'

let folder: string
let page: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-page-'))
  page = join(folder, 'page')
  mkdirSync(join(page, 'assets'), { recursive: true })
  mkdirSync(join(page, 'folder.js'))
  mkdirSync(join(folder, 'page-of-somebody-else'))
  writeFileSync(join(page, 'index.html'), '<h1>Roost</h1>')
  writeFileSync(join(page, 'assets', 'app-1.js'), 'run()')
  writeFileSync(join(page, 'assets', 'app-1.wasm'), 'x')
  writeFileSync(join(folder, 'secret.json'), 'secret')
  writeFileSync(join(folder, 'page-of-somebody-else', 'secret.json'), 'secret')
  symlinkSync(join(folder, 'secret.json'), join(page, 'link.json'))
  symlinkSync(folder, join(page, 'up'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('files of the page', () => {
  it.each(['/', '/devices', '/pair/device', '/a/b/c'])('%s is a place in the page', async (path) => {
    const response = await servePageFile(page, 'GET', path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect(await response.text()).toBe('<h1>Roost</h1>')
  })

  it('assets keep for ever', async () => {
    const response = await servePageFile(page, 'GET', '/assets/app-1.js')
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(await response.text()).toBe('run()')
  })

  it('HEAD has the headers alone', async () => {
    const response = await servePageFile(page, 'HEAD', '/')
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([
      200,
      '14',
      '',
    ])
  })

  it.each(['/', '/assets/app-1.js', '/none.js'])('%s may do nothing but show the page', async (path) => {
    const { headers } = await servePageFile(page, 'GET', path)
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
        "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it.each(['POST', 'PUT', 'DELETE'])('%s is refused', async (method) => {
    expect((await servePageFile(page, method, '/')).status).toBe(405)
  })

  it.each([
    '/none.js',
    '/folder.js',
    '/assets/app-1.wasm',
    '/link.json',
    '/up/secret.json',
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/..%5csecret.json',
    '/../page-of-somebody-else/secret.json',
    '/assets/app-1.js%00.json',
    '/index.html::$DATA',
    '/C:/secret.json',
    '/%E0%A4%A',
    `/${'x'.repeat(5_000)}.js`,
  ])('%s is not there', async (path) => {
    const response = await servePageFile(page, 'GET', path)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  })
})
