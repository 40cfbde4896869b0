import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { TestHub } from '../helpers/hub'
import {
  asOwner,
  basic,
  bearer,
  call,
  cookieOf,
  hubForTest,
  hubWithPassword,
  linkOfOwner,
  originOf,
  ownerBasic,
  ownerPassword,
  redeem,
} from './call'
import { approved, collected, decide, open, paired, paths, poll } from './pairing-steps'

/** Goes every way a secret can go, and gives all secrets that were made. */
async function useEverySecret(hub: TestHub): Promise<Record<string, string>> {
  const { user_code, device_code } = await open(hub)
  const typed = `${user_code.slice(0, 4)}-${user_code.slice(4)}`
  await call(hub, 'GET', paths.pending(typed.toLowerCase()), { as: asOwner })
  await call(hub, 'GET', paths.pending(user_code), { as: asOwner })
  await poll(hub, device_code)
  await decide(hub, user_code, { expires_in: 'wrong' })
  await approved(hub, user_code)
  const { access_token } = await collected(hub, device_code)
  await poll(hub, device_code)
  await call(hub, 'GET', '/api/platforms', { as: bearer(access_token) })
  await call(hub, 'GET', `/api/platforms?token=${access_token}`, { as: basic('owner', access_token) })
  const undecided = await open(hub, { client_device_identifier: 'another machine' })
  await call(hub, 'POST', paths.token, { raw: `{"device_code":"${undecided.device_code}",` })

  const { pair: cookie, value } = cookieOf(await call(hub, 'POST', '/api/login', { as: ownerBasic }))
  await call(hub, 'GET', '/api/users/me', { headers: { cookie } })
  const { code } = await linkOfOwner(hub)
  const phone = cookieOf(await redeem(hub, code))
  await call(hub, 'POST', '/api/login', { as: basic('owner', 'a wrong password') })
  await call(hub, 'POST', '/api/logout', { headers: { cookie, origin: originOf(hub) } })
  return {
    'user code': user_code,
    'user code as shown': typed,
    'device code': device_code,
    'open user code': undecided.user_code,
    'open device code': undecided.device_code,
    token: access_token,
    'token without its prefix': access_token.slice(4),
    'session cookie': value,
    'phone cookie': phone.value,
    'link code': code,
    password: ownerPassword,
    'wrong password': 'a wrong password',
    'Basic header': ownerBasic.slice('Basic '.length),
  }
}

test('no secret is in the log, at its most talkative', async () => {
  const hub = await hubWithPassword({ logLevel: 'debug' })
  const secrets = await useEverySecret(hub)
  const log = hub.logs()
  expect(log).toContain('/api/auth/device')
  for (const [name, secret] of Object.entries(secrets)) {
    expect(secret.length, name).toBeGreaterThanOrEqual(8)
    expect(log.toLowerCase().includes(secret.toLowerCase()), `${name} in the log`).toBe(false)
  }
})

test('a user code in a path with both slash forms and hostile spelling stays out of the log', async () => {
  const hub = await hubForTest({ logLevel: 'debug' })
  const { user_code } = await open(hub)
  const [first = ''] = user_code
  const encoded = `%${first.charCodeAt(0).toString(16)}${user_code.slice(1)}`
  for (const path of [
    `${paths.pending(user_code)}/`,
    `/${paths.pending(user_code)}`,
    paths.pending(encoded),
    `/api/auth/device/pending/${user_code}/more`,
    `/pair/device?user_code=${user_code}`,
    `/API/Auth/Device/Pending/${user_code}`,
    `/api/nothing/${user_code}`,
    `/api/nothing?code=${user_code}`,
  ]) {
    await call(hub, 'GET', path)
    await call(hub, 'PUT', path)
    await call(hub, 'GET', path, { as: asOwner })
  }
  expect(hub.logs()).not.toContain(user_code.slice(1))
})

async function filesOf(folder: string): Promise<Map<string, Buffer>> {
  const contents = new Map<string, Buffer>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile()) contents.set(path, await readFile(path))
  }
  return contents
}

test('no secret is in any file of the data folder', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'roost-secrets-'))
  onTestFinished(() => rm(dataFolder, { recursive: true, force: true }))
  const hub = await hubWithPassword({ dataFolder, logLevel: 'debug' })
  const secrets = await useEverySecret(hub)
  const files = await filesOf(dataFolder)
  // The search must be able to find something: the device's name is in the database.
  expect([...files.values()].some((content) => content.includes('Living room handheld'))).toBe(true)
  for (const [path, content] of files) {
    for (const [name, secret] of Object.entries(secrets)) {
      expect(content.includes(secret), `${name} in ${path}`).toBe(false)
    }
  }
})

test('an error body never repeats a secret that was sent as a credential', async () => {
  const hub = await hubForTest()
  const { access_token } = await paired(hub, { requested_scopes: ['me.read'] })
  for (const reply of [
    await call(hub, 'GET', '/api/platforms', { as: bearer(access_token) }),
    await call(hub, 'GET', '/api/nothing', { as: bearer(access_token) }),
    await call(hub, 'GET', '/api/users/me', { as: bearer(`${access_token}x`) }),
  ]) {
    expect(reply.text).not.toContain(access_token)
    expect(JSON.stringify(reply.headers)).not.toContain(access_token)
  }
})
