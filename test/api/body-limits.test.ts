import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { init } from '../../shared/api/device-authorization'
import { startTestHub, type TestHub } from '../helpers/hub'
import { type CallOptions, call, notAuthenticated, ownerBasic } from './call'
import { initBody, paths } from './pairing-steps'
import { RawConnection, requestText } from './raw-connection'

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(() => hub.stop())
beforeEach(() => hub.clock.advance(601_000))

const send = (options: CallOptions) => call(hub, 'POST', paths.init, options)
const openRequests = async () => (await call(hub, 'GET', '/api/pairing', { as: ownerBasic })).body

function hostOf(url: string): string {
  return `Host: ${new URL(url).host}`
}

describe('size, and when a body is read', () => {
  const announce = (path: string, length: number, extra: readonly string[] = []) =>
    requestText(`POST ${path}`, [
      hostOf(hub.url),
      'Content-Type: application/json',
      `Content-Length: ${length}`,
      ...extra,
    ])

  test('an announced huge body is 413 before any of it is sent', async () => {
    const connection = await RawConnection.open(hub)
    connection.send(announce(paths.init, 2_000_000_000))
    const reply = await connection.reply()
    expect(reply.status).toBe(413)
    expect(JSON.parse(reply.body)).toEqual({ detail: expect.any(String) })
    connection.destroy()
  })

  test('a chunked body without a length is cut off', async () => {
    const connection = await RawConnection.open(hub)
    connection.send(
      requestText(`POST ${paths.init}`, [
        hostOf(hub.url),
        'Content-Type: application/json',
        'Transfer-Encoding: chunked',
      ]),
    )
    const chunk = ' '.repeat(65_536)
    for (let sent = 0; sent < 64; sent += 1) connection.send(`10000\r\n${chunk}\r\n`)
    expect(await connection.reply()).toMatchObject({ status: 413 })
    connection.destroy()
  })

  test.each([paths.approve, paths.deny])(
    'without credentials %s is 401 before the body is sent (W-15)',
    async (path) => {
      const connection = await RawConnection.open(hub)
      connection.send(announce(path, 100_000))
      const reply = await connection.reply()
      expect(reply.status).toBe(401)
      expect(reply.head).toMatch(/^www-authenticate: Bearer/im)
      expect(JSON.parse(reply.body)).toEqual(notAuthenticated)
      connection.destroy()
    },
  )

  test('without credentials even a huge body is 401, not 413', async () => {
    const connection = await RawConnection.open(hub)
    connection.send(announce(paths.approve, 2_000_000_000))
    expect(await connection.reply()).toMatchObject({ status: 401 })
    connection.destroy()
  })

  test('without credentials a malformed body is 401, not 422 (W-15)', async () => {
    const reply = await call(hub, 'POST', paths.approve, { raw: '{' })
    expect(reply).toMatchObject({ status: 401, body: notAuthenticated })
  })

  test('half a body changes nothing and holds nobody up', async () => {
    const connection = await RawConnection.open(hub)
    const body = JSON.stringify(initBody())
    connection.send(announce(paths.init, body.length) + body.slice(0, 40))
    expect(await send({ body: initBody({ name: 'Another' }) })).toMatchObject({ status: 201 })
    connection.destroy()
    expect(await openRequests()).toMatchObject([{ name: 'Another' }])
  })

  test('two requests on one connection get two answers, in order', async () => {
    const connection = await RawConnection.open(hub)
    const body = JSON.stringify(initBody())
    connection.send(announce(paths.init, body.length) + body)
    connection.send(requestText('GET /api/platforms', [hostOf(hub.url)]))
    const opened = await connection.reply()
    expect(opened.status).toBe(201)
    expect(init.answer.safeParse(JSON.parse(opened.body)).success).toBe(true)
    expect(await connection.reply()).toMatchObject({ status: 401 })
    connection.destroy()
  })

  test.each(['-1', '1e3', 'x', '0x10', '18446744073709551616'])(
    'a Content-Length of %s is a 4xx',
    async (length) => {
      const connection = await RawConnection.open(hub)
      connection.send(
        requestText(`POST ${paths.init}`, [
          hostOf(hub.url),
          'Content-Type: application/json',
          `Content-Length: ${length}`,
        ]),
      )
      const { status } = await connection.reply()
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
      connection.destroy()
    },
  )

  test('a length beside chunked transfer is refused: it is how requests are smuggled', async () => {
    const connection = await RawConnection.open(hub)
    connection.send(announce(paths.init, 5, ['Transfer-Encoding: chunked']) + '0\r\n\r\n')
    expect(await connection.reply()).toMatchObject({ status: 400 })
    connection.destroy()
  })
})
