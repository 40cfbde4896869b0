import { readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { device, registerDevice, secretMask } from '../../shared/api/devices'
import type { TestHub } from '../helpers/hub'
import { answer, ask, household } from '../helpers/household'

const config = {
  ssh_host: '192.0.2.5',
  ssh_password: 'open sesame',
  nested: { deeper: [{ ssh_key_path: '/keys/of/the/house', port: 22 }] },
}

const masked = {
  ssh_host: '192.0.2.5',
  ssh_password: secretMask,
  nested: { deeper: [{ ssh_key_path: secretMask, port: 22 }] },
}

const keyFile = (hub: TestHub) => join(hub.dataFolder, 'keys', 'secret-box.key')

async function withConfig(hub: TestHub, sync_config: unknown = config): Promise<string> {
  const asked = ask(hub, 'POST', '/api/devices', { as: 'window', body: { name: 'NAS', sync_config } })
  return (await answer(registerDevice.answer, 201, asked)).device_id
}

const get = (hub: TestHub, id: string) =>
  answer(device, 200, ask(hub, 'GET', `/api/devices/${id}`, { as: 'window' }))

const put = (hub: TestHub, id: string, sync_config: unknown) =>
  answer(device, 200, ask(hub, 'PUT', `/api/devices/${id}`, { as: 'window', body: { sync_config } }))

/** Everything of the hub's database as it lies on disk. */
async function onDisk(hub: TestHub): Promise<string> {
  const files = ['roost.sqlite', 'roost.sqlite-wal'].map((name) => join(hub.dataFolder, name))
  const contents = await Promise.all(files.map((file) => readFile(file, 'latin1').catch(() => '')))
  return contents.join('')
}

/** The text that stands for the secrets of the only device, to see whether they are the same ones. */
async function sealedOnDisk(hub: TestHub): Promise<Set<string>> {
  return new Set((await onDisk(hub)).match(/v1\.[A-Za-z0-9+/=]{40,}/g) ?? [])
}

describe('W-31: secrets of a sync configuration', () => {
  test('are masked at any depth, and not in the database, the log or the audit list', async () => {
    const hub = await household()
    const id = await withConfig(hub)
    expect((await get(hub, id)).sync_config).toEqual(masked)
    const activity = await ask(hub, 'GET', '/api/activity', { as: 'window' })
    const written = [await onDisk(hub), hub.logs(), activity.text].join('')
    for (const secret of ['open sesame', '/keys/of/the/house']) expect(written).not.toContain(secret)
    expect(await onDisk(hub)).toContain('192.0.2.5')
  })

  test('survive being read and written back, with a change beside them', async () => {
    const hub = await household()
    const id = await withConfig(hub)
    const before = await sealedOnDisk(hub)
    expect(before.size).toBe(2)
    const changed = await put(hub, id, { ...masked, ssh_host: '192.0.2.6' })
    expect(changed.sync_config).toEqual({ ...masked, ssh_host: '192.0.2.6' })
    expect(await sealedOnDisk(hub)).toEqual(before)
  })

  test('a new value replaces the old one, null takes it away, and a mask for nothing is nothing', async () => {
    const hub = await household()
    const id = await withConfig(hub)
    const before = await sealedOnDisk(hub)
    await put(hub, id, { ...masked, ssh_password: 'a new one' })
    expect((await sealedOnDisk(hub)).size).toBe(before.size + 1)
    expect((await put(hub, id, { ssh_password: null })).sync_config).toEqual({ ssh_password: null })
    expect((await put(hub, id, { ssh_key_path: secretMask, port: 1 })).sync_config).toEqual({ port: 1 })
  })

  test('null for the whole empties it', async () => {
    const hub = await household()
    const id = await withConfig(hub)
    expect((await put(hub, id, null)).sync_config).toBeNull()
  })

  test('a secret does not wander to another entry of a list', async () => {
    const hub = await household()
    const one = { host: 'one', ssh_password: 'first' }
    const two = { host: 'two', ssh_password: 'second' }
    const id = await withConfig(hub, { hosts: [one, two] })
    const shown = (host: string) => ({ host, ssh_password: secretMask })
    const swapped = { hosts: [shown('two'), shown('one')] }
    expect((await put(hub, id, swapped)).sync_config).toEqual(swapped)
    expect((await put(hub, id, { hosts: [shown('three')] })).sync_config).toEqual({
      hosts: [{ host: 'three' }],
    })
  })

  test('the key is a file that only the hub may read', async () => {
    const hub = await household()
    await expect(stat(keyFile(hub))).rejects.toThrow('ENOENT')
    await withConfig(hub)
    const { mode, size } = await stat(keyFile(hub))
    expect({ mode: mode & 0o777, size }).toEqual({ mode: 0o600, size: 32 })
  })

  test('a lost key destroys nothing: masks stay and say so, and the key put back opens them again', async () => {
    const hub = await household()
    const id = await withConfig(hub)
    expect(await get(hub, id)).not.toHaveProperty('secrets_lost')
    await rename(keyFile(hub), `${keyFile(hub)}.away`)
    await hub.restart()
    expect(await get(hub, id)).toMatchObject({ sync_config: masked, secrets_lost: true })
    const before = await sealedOnDisk(hub)
    await put(hub, id, { ...masked, port: 23 })
    expect(await sealedOnDisk(hub)).toEqual(before)
    await expect(stat(keyFile(hub))).rejects.toThrow('ENOENT')
    await rename(`${keyFile(hub)}.away`, keyFile(hub))
    expect(await get(hub, id)).not.toHaveProperty('secrets_lost')
  })

  test('another key opens nothing of the old, and seals what is entered again', async () => {
    const hub = await household()
    const id = await withConfig(hub)
    await rm(keyFile(hub))
    await hub.restart()
    expect(await put(hub, id, { ...masked, ssh_password: 'again' })).toMatchObject({ secrets_lost: true })
    const again = { ...masked, nested: { deeper: [{ ssh_key_path: '/again', port: 22 }] } }
    expect(await put(hub, id, again)).not.toHaveProperty('secrets_lost')
  })

  test('a configuration nested without end is 422, and an error repeats no secret', async () => {
    const hub = await household()
    const deep = `{"sync_config":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`
    const asked = await hub.windowFetch('/api/devices', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: deep,
    })
    expect(asked.status).toBe(422)
    const wrong = { sync_mode: 'ftp', sync_config: { inner: { ssh_password: 'open sesame' }, a: [[]] } }
    const reply = await ask(hub, 'POST', '/api/devices', { as: 'window', body: wrong })
    expect(reply.status).toBe(422)
    expect(reply.text).not.toContain('open sesame')
  })
})
