import { expect } from 'vitest'
import { approve, init, token } from '../../shared/api/device-authorization'
import { argosy, grout } from '../simulator/client-profiles'
import type { TestHub } from '../helpers/hub'
import { asOwner, call, type CallOptions, type Reply } from './call'

export const paths = {
  init: init.path,
  token: token.path,
  approve: approve.path,
  deny: '/api/auth/device/deny',
  pending: (code: string) => `/api/auth/device/pending/${code}`,
}

/** A well-formed request to be paired, as grout sends it. */
export function initBody(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    client_device_identifier: grout.identifier('living room'),
    name: 'Living room handheld',
    client: grout.client,
    platform: grout.platform,
    client_version: grout.clientVersion,
    requested_scopes: grout.scopes,
    ...change,
  }
}

/** The same, as Argosy Launcher sends it. */
export function argosyBody(change: Record<string, unknown> = {}): Record<string, unknown> {
  return initBody({
    client_device_identifier: argosy.identifier('phone'),
    name: 'Pocket',
    client: argosy.client,
    platform: argosy.platform,
    client_version: argosy.clientVersion,
    requested_scopes: argosy.scopes,
    ...change,
  })
}

/** Opens a request and gives the answer, which must be a 201. */
export async function open(hub: TestHub, change: Record<string, unknown> = {}, options: CallOptions = {}) {
  const reply = await call(hub, 'POST', paths.init, { body: initBody(change), ...options })
  expect(reply).toMatchObject({ status: 201 })
  return init.answer.parse(reply.body)
}

export function poll(hub: TestHub, deviceCode: string, options: CallOptions = {}): Promise<Reply> {
  return call(hub, 'POST', paths.token, { body: { device_code: deviceCode }, ...options })
}

export function decide(
  hub: TestHub,
  userCode: string,
  change: Record<string, unknown> = {},
  options: CallOptions = {},
): Promise<Reply> {
  const body = { user_code: userCode, approved_scopes: grout.scopes, ...change }
  return call(hub, 'POST', paths.approve, { body, as: asOwner, ...options })
}

export function deny(hub: TestHub, userCode: string, options: CallOptions = {}): Promise<Reply> {
  return call(hub, 'POST', paths.deny, { body: { user_code: userCode }, as: asOwner, ...options })
}

/** Approves, which must be a 200. */
export async function approved(hub: TestHub, userCode: string, change: Record<string, unknown> = {}) {
  const reply = await decide(hub, userCode, change)
  expect(reply).toMatchObject({ status: 200 })
  return approve.answer.parse(reply.body)
}

/** Collects the token, which must be there. */
export async function collected(hub: TestHub, deviceCode: string) {
  const reply = await poll(hub, deviceCode)
  expect(reply).toMatchObject({ status: 200 })
  return token.answer.parse(reply.body)
}

/** The whole way of one handheld, asking for exactly the scopes it gets. */
export async function paired(
  hub: TestHub,
  change: Record<string, unknown> = {},
  decision: Record<string, unknown> = {},
) {
  const request = await open(hub, change)
  await approved(hub, request.user_code, {
    approved_scopes: change['requested_scopes'] ?? grout.scopes,
    ...decision,
  })
  return collected(hub, request.device_code)
}

/** The body of a refused poll: RomM's word, and RFC 8628's beside it (W-23). */
export function word(name: string): { detail: string; error: string } {
  return { detail: name, error: name }
}

export const unknownCode = { detail: 'Unknown or expired code' }
export const nobodysToken = `rmm_${'0'.repeat(64)}`

/** Scope lists leave in alphabetical order (wire.md 3.3, 3.4). */
export function sorted(words: readonly string[]): string[] {
  return [...words].sort()
}
