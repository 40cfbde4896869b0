import type { TestHub } from '../helpers/hub'
import { ask, type Credential } from '../helpers/household'

export const password = 'secret words'

export function put(hub: TestHub, id: number, body: Record<string, unknown>, as: Credential = 'window') {
  return ask(hub, 'PUT', `/api/users/${id}`, { as, body })
}

export const add = (hub: TestHub, body: Record<string, unknown>, as: Credential = 'window') =>
  ask(hub, 'POST', '/api/users', { as, body })

export const remove = (hub: TestHub, id: number, as: Credential = 'window') =>
  ask(hub, 'DELETE', `/api/users/${id}`, { as })

export const restore = (hub: TestHub, id: number) =>
  ask(hub, 'POST', `/api/people/${id}/restore`, { as: 'window' })

export const me = (hub: TestHub, as: Credential) => ask(hub, 'GET', '/api/users/me', { as })

export const unknown = (id: number) => ({ status: 404, body: { detail: `User with ID ${id} not found` } })

export const refused = (status: number, detail: string) => ({ status, body: { detail } })
