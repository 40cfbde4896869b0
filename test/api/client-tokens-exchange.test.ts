import { expect, test } from 'vitest'
import type { TestHub } from '../helpers/hub'
import { disable, tamper } from './household-steps'
import {
  aHub,
  ask,
  behindProxy,
  codeOf,
  exchange,
  made,
  member,
  paired,
  secretForm,
  type Token,
} from './token-steps'

const path = '/api/client-tokens'
const status = (hub: TestHub, code: string, headers: Record<string, string> = {}) =>
  ask(hub, 'nobody', 'GET', `${path}/pair/${encodeURIComponent(code)}/status`, { headers })
const unknown = { status: 404, body: { detail: 'Invalid or expired pairing code' } }
const from = (address: string) => ({ 'x-forwarded-for': address })

test('a code lives for 60 s, and becomes a token with a new secret; the old one dies', async () => {
  const hub = await aHub()
  const { raw_token: old, ...token } = await made(hub)
  const answer = await ask(hub, 'window', 'POST', `${path}/${token.id}/pair`)
  expect(answer).toMatchObject({
    status: 200,
    body: { code: expect.stringMatching(/^[ABCDEFGHJKMNPQRSTUVWXYZ23456789]{8}$/), expires_in: 60 },
  })
  const { code } = answer.body as { code: string }
  expect(await status(hub, code)).toMatchObject({ status: 200, text: 'null' })
  // Making a code changes nothing yet.
  expect(await ask(hub, `Bearer ${old}`, 'GET', '/api/users/me')).toMatchObject({ status: 200 })
  const exchanged = await exchange(hub, code)
  expect(exchanged).toMatchObject({ status: 200 })
  const { raw_token, last_four } = exchanged.body as Token
  expect(exchanged.body).toEqual({ ...token, last_four, raw_token: secretForm })
  expect(await ask(hub, `Bearer ${old}`, 'GET', '/api/users/me')).toMatchObject({ status: 401 })
  expect(await ask(hub, `Bearer ${raw_token}`, 'GET', '/api/users/me')).toMatchObject({ status: 200 })
  expect(await status(hub, code)).toMatchObject({ status: 404, body: { detail: 'Not Found' } })
  expect(await exchange(hub, code)).toMatchObject(unknown)
})

test('spaces, dashes and case do not matter', async () => {
  const hub = await aHub(behindProxy)
  const { id } = await made(hub)
  const forms: ((code: string) => string)[] = [
    (code) => `${code.slice(0, 4)}-${code.slice(4)}`,
    (code) => code.toLowerCase(),
    (code) => ` ${code.slice(0, 4)} ${code.slice(4)} `,
    (code) => code.toLowerCase().split('').join('-'),
  ]
  for (const form of forms) {
    const typed = form(await codeOf(hub, id))
    expect(await status(hub, typed)).toMatchObject({ status: 200 })
    expect(await exchange(hub, typed)).toMatchObject({ status: 200 })
  }
})

test('after 60 s the code is over', async () => {
  const hub = await aHub()
  const { id, raw_token } = await made(hub)
  const code = await codeOf(hub, id)
  await hub.clock.advance(59_999)
  expect(await status(hub, code)).toMatchObject({ status: 200 })
  await hub.clock.advance(2)
  expect(await status(hub, code)).toMatchObject({ status: 404 })
  expect(await exchange(hub, code)).toMatchObject(unknown)
  expect(await ask(hub, `Bearer ${raw_token}`, 'GET', '/api/users/me')).toMatchObject({ status: 200 })
})

test('W-82: a token has one live code: a new one, or a new secret, ends the one before', async () => {
  const hub = await aHub()
  const { id } = await made(hub)
  const other = await codeOf(hub, (await made(hub)).id)
  const first = await codeOf(hub, id)
  const second = await codeOf(hub, id)
  expect(await status(hub, first)).toMatchObject({ status: 404 })
  expect(await exchange(hub, first)).toMatchObject(unknown)
  expect(await status(hub, second)).toMatchObject({ status: 200 })
  await ask(hub, 'window', 'PUT', `${path}/${id}/regenerate`)
  expect(await exchange(hub, second)).toMatchObject(unknown)
  expect(await exchange(hub, other)).toMatchObject({ status: 200 })
})

test('W-82: a code is used up only once everything was checked', async () => {
  const hub = await aHub()
  const robin = await member(hub)
  const { id } = await made(hub, {}, robin.as)
  const code = await codeOf(hub, id, robin.as)
  await disable(hub, robin.id)
  expect(await exchange(hub, code)).toMatchObject({
    status: 403,
    body: { detail: 'Token owner is disabled' },
  })
  await tamper(hub, 'UPDATE people SET enabled = 1 WHERE id = ?', robin.id)
  expect(await exchange(hub, code)).toMatchObject({ status: 200 })
})

test('a token that was deleted meanwhile, and an owner who is gone', async () => {
  const hub = await aHub()
  const robin = await member(hub)
  const { id } = await made(hub)
  const code = await codeOf(hub, id)
  await ask(hub, 'window', 'DELETE', `${path}/${id}`)
  expect(await exchange(hub, code)).toMatchObject({
    status: 404,
    body: { detail: 'Token no longer exists' },
  })
  const theirs = await made(hub, {}, robin.as)
  const theirCode = await codeOf(hub, theirs.id, robin.as)
  await tamper(hub, `UPDATE people SET deleted_at = '2026-03-01T12:00:00.000Z' WHERE id = ?`, robin.id)
  expect(await exchange(hub, theirCode)).toMatchObject({
    status: 403,
    body: { detail: 'Token owner is disabled' },
  })
})

test('W-82: an expired token is refused plainly; no dead secret is handed out, and the old one stays', async () => {
  const hub = await aHub()
  const { id } = await made(hub, { expires_in: '30d' })
  await hub.clock.advance(31 * 86_400_000)
  const code = await codeOf(hub, id)
  const before = (await ask(hub, 'window', 'GET', path)).text
  expect(await exchange(hub, code)).toMatchObject({
    status: 404,
    body: { detail: 'This token has expired. Make a new one on the hub.' },
  })
  expect((await ask(hub, 'window', 'GET', path)).text).toBe(before)
})

test('five exchange one code at once: one gets a token, and it works', async () => {
  const hub = await aHub()
  const { id } = await made(hub)
  const code = await codeOf(hub, id)
  const answers = await Promise.all(Array.from({ length: 5 }, () => exchange(hub, code)))
  expect(answers.filter((answer) => answer.status === 404)).toHaveLength(4)
  const won = answers.find((answer) => answer.status === 200)?.body as Token
  expect(await ask(hub, `Bearer ${won.raw_token}`, 'GET', '/api/users/me')).toMatchObject({ status: 200 })
})

test('regenerating while the code is exchanged: whoever comes first, the regenerated secret lives', async () => {
  const hub = await aHub()
  const { id } = await made(hub)
  for (let round = 0; round < 5; round += 1) {
    const code = await codeOf(hub, id)
    const [regenerated] = await Promise.all([
      ask(hub, 'window', 'PUT', `${path}/${id}/regenerate`),
      exchange(hub, code),
    ])
    const { raw_token } = regenerated.body as Token
    expect(await ask(hub, `Bearer ${raw_token}`, 'GET', '/api/users/me')).toMatchObject({ status: 200 })
  }
})

test('W-22: five attempts in 60 s from one address; more attempts do not prolong it', async () => {
  const hub = await aHub(behindProxy)
  const { id } = await made(hub)
  for (let attempt = 0; attempt < 5; attempt += 1) {
    expect(await exchange(hub, 'WRONGONE', from('192.0.2.1'))).toMatchObject(unknown)
  }
  await hub.clock.advance(20_000)
  const code = await codeOf(hub, id)
  const refused = await exchange(hub, code, from('192.0.2.1'))
  expect(refused).toMatchObject({
    status: 429,
    body: { detail: 'Too many exchange attempts. Try again later.' },
  })
  expect(refused.headers.get('retry-after')).toBe('40')
  // Somebody else's attempts count for themselves, and a body that is none counts for nobody.
  expect(await exchange(hub, code, from('192.0.2.2'))).toMatchObject({ status: 200 })
  await hub.clock.advance(39_999)
  expect(await exchange(hub, code, from('192.0.2.1'))).toMatchObject({ status: 429 })
  await hub.clock.advance(1)
  expect(await exchange(hub, await codeOf(hub, id), from('192.0.2.1'))).toMatchObject({ status: 200 })
})

test('W-22: whether a code is live may be asked 60 times a minute', async () => {
  const hub = await aHub(behindProxy)
  for (let question = 0; question < 60; question += 1) {
    expect((await status(hub, 'WRONGONE', from('192.0.2.1'))).status).toBe(404)
  }
  const refused = await status(hub, 'WRONGONE', from('192.0.2.1'))
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('60')
  expect((await status(hub, 'WRONGONE', from('192.0.2.2'))).status).toBe(404)
})

test('bodies that are none', async () => {
  const hub = await aHub()
  expect(await ask(hub, 'nobody', 'POST', `${path}/exchange`, { json: {} })).toMatchObject({
    status: 422,
    body: { detail: [{ type: 'missing', loc: ['body', 'code'] }] },
  })
  expect(await ask(hub, 'nobody', 'POST', `${path}/exchange`, { json: { code: '' } })).toMatchObject({
    status: 422,
  })
})

test('a paired token stays with its device when it is exchanged', async () => {
  const hub = await aHub()
  const { device_id } = await paired(hub)
  const [{ id }] = (await ask(hub, 'window', 'GET', path)).body as [Token]
  const exchanged = (await exchange(hub, await codeOf(hub, id))).body as Token
  expect(exchanged).toMatchObject({ device_id, origin: 'pairing' })
})

test('a token bound by its last exchange is free again for whoever exchanges it next', async () => {
  const hub = await aHub()
  const { device_id } = await paired(hub)
  const { id } = await made(hub)
  await exchange(hub, await codeOf(hub, id))
  await tamper(hub, 'UPDATE client_tokens SET device_id = ? WHERE id = ?', device_id, id)
  const { raw_token } = (await exchange(hub, await codeOf(hub, id))).body as Token
  expect(await ask(hub, `Bearer ${raw_token}`, 'GET', '/api/users/me')).toMatchObject({
    status: 200,
    body: { current_device_id: null },
  })
})

test('no secret and no code is in the log', async () => {
  const hub = await aHub()
  const { id, raw_token } = await made(hub)
  const code = await codeOf(hub, id)
  await status(hub, code)
  const exchanged = (await exchange(hub, code)).body as Token
  await exchange(hub, code)
  expect(hub.logs()).toContain('/api/client-tokens/exchange')
  for (const secret of [raw_token, exchanged.raw_token, code, code.toLowerCase()]) {
    expect(hub.logs()).not.toContain(secret)
  }
})
