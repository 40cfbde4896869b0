import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestHub, type TestHub } from '../helpers/hub'
import { asOwner, type CallOptions, call, ownerBasic } from './call'
import { initBody, paths } from './pairing-steps'

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(() => hub.stop())
beforeEach(() => hub.clock.advance(601_000))

const send = (options: CallOptions) => call(hub, 'POST', paths.init, options)
const openRequests = async () => (await call(hub, 'GET', '/api/pairing', { as: ownerBasic })).body

describe('JSON', () => {
  test.each(['', '{', '{"name":', 'name=x', '{"name":"a",}', '[1,2', 'NaN', "{'name':'x'}"])(
    'what is not JSON is 422 json_invalid: %j',
    async (raw) => {
      const reply = await send({ raw })
      expect(reply.status).toBe(422)
      expect(reply.body).toMatchObject({
        detail: [{ type: raw === '' ? 'missing' : 'json_invalid', loc: expect.arrayContaining(['body']) }],
      })
      expect(await openRequests()).toEqual([])
    },
  )

  test.each(['null', '"text"', '7', 'true', '[]'])('JSON of another kind is 422: %s', async (raw) => {
    const reply = await send({ raw })
    expect(reply).toMatchObject({ status: 422, body: { detail: [{ loc: ['body'] }] } })
  })

  test('invalid UTF-8 is 422', async () => {
    const raw = Buffer.concat([
      Buffer.from(JSON.stringify(initBody()).slice(0, -1)),
      Buffer.from(',"more":"'),
      Buffer.from([0xc3, 0x28, 0xff]),
      Buffer.from('"}'),
    ])
    expect(await send({ raw })).toMatchObject({ status: 422, body: { detail: [{ type: 'json_invalid' }] } })
  })

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
  ])('another content type is 415 and says what is wanted: %s', async (type) => {
    const reply = await send({ body: initBody(), headers: { 'content-type': type } })
    expect(reply).toMatchObject({
      status: 415,
      body: { detail: expect.stringContaining('application/json') },
    })
    expect(await openRequests()).toEqual([])
  })

  test.each(['application/json; charset=utf-8', 'Application/JSON'])(
    'a JSON content type: %s',
    async (type) => {
      expect(await send({ body: initBody(), headers: { 'content-type': type } })).toMatchObject({
        status: 201,
      })
    },
  )

  test('unknown keys are ignored (wire.md 18.1)', async () => {
    expect(await send({ body: initBody({ colour: 'green', nested: { a: [1] } }) })).toMatchObject({
      status: 201,
    })
  })

  test('of duplicate keys the last one counts', async () => {
    const raw = `${JSON.stringify(initBody()).slice(0, -1)},"name":"The last"}`
    expect(await send({ raw })).toMatchObject({ status: 201 })
    expect(await openRequests()).toMatchObject([{ name: 'The last' }])
  })

  test('__proto__ is a key like others', async () => {
    const raw = `${JSON.stringify(initBody()).slice(0, -1)},"__proto__":{"name":"polluted"},"constructor":1}`
    expect(await send({ raw })).toMatchObject({ status: 201 })
    expect(await openRequests()).toMatchObject([{ name: 'Living room handheld' }])
  })

  test.each([
    ['the body', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['an unclosed body', '['.repeat(40_000)],
    ['a field', JSON.stringify(initBody()).replace('"muOS"', '['.repeat(15_000) + ']'.repeat(15_000))],
  ])('deep nesting in %s is a 4xx', async (_where, raw) => {
    const reply = await send({ raw })
    expect(reply.status).toBeGreaterThanOrEqual(400)
    expect(reply.status).toBeLessThan(500)
    expect(await openRequests()).toEqual([])
  })
})

describe('fields (wire.md 1.3)', () => {
  test.each(['client_device_identifier', 'name', 'client', 'requested_scopes'])(
    'missing: %s',
    async (field) => {
      const body: Record<string, unknown> = {
        client_device_identifier: 'a',
        name: 'b',
        client: 'c',
        requested_scopes: ['me.read'],
      }
      delete body[field]
      const reply = await send({ body })
      expect(reply.status).toBe(422)
      expect(reply.body).toEqual({
        detail: [{ type: 'missing', loc: ['body', field], msg: 'Field required', input: body }],
      })
    },
  )

  test('what was sent is not repeated at length', async () => {
    const reply = await send({ body: { name: 'x'.repeat(60_000), more: 'y' } })
    expect(reply.status).toBe(422)
    expect(reply.text.length).toBeLessThan(4_000)
  })

  test('a code that was refused is not repeated', async () => {
    const reply = await call(hub, 'POST', paths.token, { body: { device_code: 'k'.repeat(129) } })
    expect(reply.status).toBe(422)
    expect(reply.text).not.toContain('kkkk')
  })

  test('a bound that does not count itself is not said to', async () => {
    const { body } = await call(hub, 'GET', '/api/lines?rom_id=0', { as: asOwner })
    expect(body).toMatchObject({
      detail: [{ type: 'greater_than', msg: 'Input should be greater than 0', loc: ['query', 'rom_id'] }],
    })
  })

  test('every missing field is named', async () => {
    const reply = await send({ body: {} })
    expect(reply.status).toBe(422)
    expect(reply.body).toMatchObject({
      detail: ['client_device_identifier', 'name', 'client', 'requested_scopes'].map((field) => ({
        type: 'missing',
        loc: ['body', field],
      })),
    })
  })

  test.each([
    ['client_device_identifier', 255],
    ['name', 255],
    ['client', 50],
    ['platform', 50],
    ['client_version', 50],
  ])('%s of %i characters is taken, one more is string_too_long', async (field, limit) => {
    expect(await send({ body: initBody({ [field]: 'x'.repeat(limit) }) })).toMatchObject({ status: 201 })
    const tooLong = await send({ body: initBody({ [field]: 'x'.repeat(limit + 1) }) })
    expect(tooLong.status).toBe(422)
    expect(tooLong.body).toMatchObject({
      detail: [{ type: 'string_too_long', loc: ['body', field] }],
    })
  })

  test('characters are counted as people see them, not as UTF-16 halves', async () => {
    expect(await send({ body: initBody({ name: '🎮'.repeat(255) }) })).toMatchObject({ status: 201 })
    expect(await send({ body: initBody({ name: '🎮'.repeat(256) }) })).toMatchObject({ status: 422 })
  })

  test.each(['client_device_identifier', 'name', 'client'])('empty %s is string_too_short', async (field) => {
    const reply = await send({ body: initBody({ [field]: '' }) })
    expect(reply.status).toBe(422)
    expect(reply.body).toMatchObject({ detail: [{ type: 'string_too_short', loc: ['body', field] }] })
  })

  test.each([null, 7, true, {}, ['x']])('a name that is %j is 422 string_type', async (name) => {
    const reply = await send({ body: initBody({ name }) })
    expect(reply.status).toBe(422)
    expect(reply.body).toMatchObject({
      detail: [{ type: 'string_type', loc: ['body', 'name'], input: name }],
    })
  })

  test.each([
    ['NUL', 'a\0b'],
    ['a lone high surrogate', 'a\uD800b'],
    ['a lone low surrogate', 'a\uDC00b'],
  ])('%s in any text is 422', async (_what, text) => {
    for (const field of ['client_device_identifier', 'name', 'client', 'platform', 'client_version']) {
      const reply = await send({ body: initBody({ [field]: text }) })
      expect(reply.status).toBe(422)
      expect(reply.body).toMatchObject({ detail: [{ loc: ['body', field] }] })
    }
    expect(await openRequests()).toEqual([])
  })

  test('platform and version may be null or left out', async () => {
    const body = initBody({ platform: null })
    delete body['client_version']
    expect(await send({ body })).toMatchObject({ status: 201 })
  })

  test.each([
    ['no', 'too_short', 0],
    ['twenty-three', 'too_long', 23],
  ])('%s scopes are %s', async (_count, type, length) => {
    const requested_scopes = Array.from({ length }, () => 'me.read')
    const reply = await send({ body: initBody({ requested_scopes }) })
    expect(reply.status).toBe(422)
    const { detail } = reply.body as { detail: unknown[] }
    expect(detail[0]).toMatchObject({ type, loc: ['body', 'requested_scopes'] })
  })

  test('a scope that is no word is 422 at its place', async () => {
    const reply = await send({ body: initBody({ requested_scopes: ['me.read', 'Not A Scope!'] }) })
    expect(reply.status).toBe(422)
    expect(reply.body).toMatchObject({ detail: [{ loc: ['body', 'requested_scopes', 1] }] })
  })
})
