import { registerDevice } from '../../shared/api/devices'
import type { TestHub } from '../helpers/hub'
import { answer, ask, bearer, type Credential } from '../helpers/household'

export function put(hub: TestHub, id: string, body: Record<string, unknown>, as: Credential = 'window') {
  return ask(hub, 'PUT', `/api/devices/${id}`, { as, body })
}

export function get(hub: TestHub, id: string, as: Credential = 'window') {
  return ask(hub, 'GET', `/api/devices/${id}`, { as })
}

export function remove(hub: TestHub, id: string, as: Credential = 'window') {
  return ask(hub, 'DELETE', `/api/devices/${id}`, { as })
}

export function restore(hub: TestHub, id: string) {
  return ask(hub, 'POST', `/api/devices/${id}/restore`, { as: 'window' })
}

export async function register(hub: TestHub, body: Record<string, unknown>, as: Credential = 'window') {
  const asked = ask(hub, 'POST', '/api/devices', { as, body })
  return (await answer(registerDevice.answer, 201, asked)).device_id
}

/** Whether the token still lets its device in. */
export async function worksFor(hub: TestHub, secret: string): Promise<number> {
  return (await ask(hub, 'GET', '/api/users/me', { as: bearer(secret) })).status
}

export const unknown = (id: string) => ({ status: 404, body: { detail: `Device with ID ${id} not found` } })
