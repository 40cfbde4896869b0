import type { z } from 'zod'
import { createClientToken, listClientTokens } from '../../../shared/api/client-tokens'
import { approve } from '../../../shared/api/device-authorization'
import { addUser, type User } from '../../../shared/api/users'
import { askToPair, collect } from './handheld'
import { owner } from './start-hub'

export const ownerCredential = basic(owner.name, owner.password)

export function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
}

/** A request as the owner; fails on a refusal. */
export async function asOwner(hub: string, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(hub + path, {
    method,
    headers: { authorization: ownerCredential, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`)
  return response.status === 204 ? undefined : response.json()
}

export async function addPerson(hub: string, body: z.input<typeof addUser.body>): Promise<User> {
  return addUser.answer.parse(await asOwner(hub, 'POST', addUser.path, body))
}

export async function makeToken(
  hub: string,
  name: string,
): Promise<z.output<typeof createClientToken.answer>> {
  const body = { name, scopes: ['me.read', 'assets.read', 'assets.write'] }
  return createClientToken.answer.parse(await asOwner(hub, 'POST', createClientToken.path, body))
}

export async function ownTokens(hub: string): Promise<z.output<typeof listClientTokens.answer>> {
  return listClientTokens.answer.parse(await asOwner(hub, 'GET', listClientTokens.path))
}

/** What a handheld says of itself when it asks. */
export interface Program {
  readonly client: string
  readonly platform: string
}

/** A handheld that asked, was let in and has its token. */
export async function pairedDevice(
  hub: string,
  name: string,
  person?: number,
  program: Program = { client: 'grout', platform: 'muOS' },
): Promise<{ id: string; token: string }> {
  const asked = await askToPair(hub, name, { ...program, client_version: '5.1.0' })
  await asOwner(hub, 'POST', person === undefined ? approve.path : `${approve.path}?person=${person}`, {
    user_code: asked.user_code,
    approved_scopes: ['me.read', 'assets.read', 'assets.write'],
    device_name: name,
  })
  const grant = await collect(hub, asked)
  return { id: grant.device_id, token: grant.access_token }
}

/** What the hub says to this credential. */
export async function statusFor(hub: string, authorization: string): Promise<number> {
  return (await fetch(`${hub}/api/users/me`, { headers: { authorization } })).status
}
