import { expect, test } from 'vitest'
import { aHub, approve, ask, asking, made, moment, secretForm, type Token } from './token-steps'

const path = '/api/client-tokens'

test('regenerating: a new secret, the rest as it was, never used; the old one is dead at once', async () => {
  const hub = await aHub()
  const { raw_token, ...before } = await made(hub, { expires_in: '30d' })
  await ask(hub, `Bearer ${raw_token}`, 'GET', '/api/users/me')
  const answer = await ask(hub, 'window', 'PUT', `${path}/${before.id}/regenerate`)
  const after = answer.body as Token
  expect(answer).toMatchObject({ status: 200 })
  expect(after).toEqual({ ...before, last_four: after.raw_token.slice(-4), raw_token: secretForm })
  expect(after.raw_token).not.toBe(raw_token)
  expect(await ask(hub, `Bearer ${raw_token}`, 'GET', '/api/users/me')).toMatchObject({ status: 401 })
  expect(await ask(hub, `Bearer ${after.raw_token}`, 'GET', '/api/users/me')).toMatchObject({ status: 200 })
  // Its first use is told at once, though the old secret was used a moment ago.
  expect((await ask(hub, 'window', 'GET', path)).body).toMatchObject([{ last_used_at: moment }])
})

test('an expired token is nobody, and stays expired when regenerated', async () => {
  const hub = await aHub()
  const { id, raw_token } = await made(hub, { expires_in: '30d' })
  await hub.clock.advance(30 * 86_400_000 - 1)
  expect(await ask(hub, `Bearer ${raw_token}`, 'GET', '/api/users/me')).toMatchObject({ status: 200 })
  await hub.clock.advance(1)
  expect(await ask(hub, `Bearer ${raw_token}`, 'GET', '/api/users/me')).toMatchObject({ status: 401 })
  const answer = await ask(hub, 'window', 'PUT', `${path}/${id}/regenerate`)
  expect(answer).toMatchObject({ status: 200, body: { expires_at: '2026-03-31T12:00:00.000Z' } })
  const { raw_token: next } = answer.body as Token
  expect(await ask(hub, `Bearer ${next}`, 'GET', '/api/users/me')).toMatchObject({ status: 401 })
})

test('ten regenerate at once: one secret lives', async () => {
  const hub = await aHub()
  const { id } = await made(hub)
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => ask(hub, 'window', 'PUT', `${path}/${id}/regenerate`)),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array<number>(10).fill(200))
  const secrets = answers.map(({ body }) => (body as Token).raw_token)
  const tries = await Promise.all(
    secrets.map((secret) => ask(hub, `Bearer ${secret}`, 'GET', '/api/users/me')),
  )
  expect(tries.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('a token that waits to be collected has no secret to regenerate or pair', async () => {
  const hub = await aHub()
  const { user_code, device_code } = await asking(hub)
  await approve(hub, user_code)
  const [waiting] = (await ask(hub, 'window', 'GET', path)).body as [Token]
  expect(waiting).toMatchObject({ last_four: null, origin: 'pairing', device_id: expect.any(String) })
  for (const [method, end] of [
    ['PUT', 'regenerate'],
    ['POST', 'pair'],
  ] as const) {
    expect(await ask(hub, 'window', method, `${path}/${waiting.id}/${end}`)).toMatchObject({
      status: 409,
      body: { detail: 'The device this token is for has not collected it yet' },
    })
  }
  expect(await ask(hub, 'window', 'DELETE', `${path}/${waiting.id}`)).toMatchObject({ status: 200 })
  expect(await ask(hub, 'nobody', 'POST', '/api/auth/device/token', { json: { device_code } })).toMatchObject(
    { status: 400, body: { detail: 'expired_token' } },
  )
})
