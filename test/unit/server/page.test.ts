import Koa from 'koa'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createLog } from '../../../main/log'
import type { RequestState } from '../../../main/server/context'
import { refusals } from '../../../main/server/middleware/refusals'
import { page } from '../../../main/server/page'

/** @returns the port of a server that has only the page. */
async function servePage(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-page-'))
  await writeFile(join(folder, 'index.html'), 'the page')
  await writeFile(join(folder, 'app.js'), 'the script')
  const app = new Koa<RequestState>()
  app.use(async (context, next) => {
    context.state.log = createLog('error', { write: () => undefined })
    await next()
  })
  app.use(refusals)
  app.use(page(folder))
  const handle = app.callback()
  const server = createServer((asked, answer) => void handle(asked, answer)).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(async () => {
    server.close()
    await rm(folder, { recursive: true })
  })
  return (server.address() as AddressInfo).port
}

/** `fetch` would tidy the path. */
function get(port: number, path: string): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => (text += chunk))
      answer.on('end', () => resolve({ status: answer.statusCode, text }))
    })
      .on('error', reject)
      .end()
  })
}

test('the page has its files, and its own routes are the page', async () => {
  const port = await servePage()
  expect(await get(port, '/app.js')).toEqual({ status: 200, text: 'the script' })
  expect(await get(port, '/games/1')).toEqual({ status: 200, text: 'the page' })
})

test.each([
  '/none.js',
  '/\\evil.com',
  '/%5Cevil.com',
  '/..%2f..%2fetc%2fpasswd.x',
  '/%2e%2e/x.js',
  '/C%3A%5Cx.js',
])('GET %s is a file that is not there, and no fault of the hub', async (path) => {
  expect(await get(await servePage(), path)).toEqual({
    status: 404,
    text: JSON.stringify({ detail: 'Not Found' }),
  })
})
