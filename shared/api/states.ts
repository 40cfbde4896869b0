import { z } from 'zod'
import { endpoint, withScopes } from './endpoint'
import { optionalId } from './ids'
import { nothing } from './nothing'
import { emulator, save } from './saves'

/** A saved state of an emulator: like a save, without slot and devices (clients.md 8). */
export const state = save.omit({ slot: true, device_syncs: true })
export type State = z.infer<typeof state>

const stateId = z.object({ id: z.coerce.number().int().positive() })

export const uploadState = endpoint({
  method: 'POST',
  path: '/api/states',
  summary: 'A state; one of the same name is kept in the history and shown no more (clients.md 8).',
  access: withScopes('assets.write'),
  encoding: 'multipart',
  status: 200,
  refuses: [400, 404, 409, 507],
  params: nothing,
  query: z.object({ rom_id: z.coerce.number().int(), emulator }),
  body: nothing,
  answer: state,
})

export const listStates = endpoint({
  method: 'GET',
  path: '/api/states',
  summary: 'Own states by ascending id, of each name the newest.',
  access: withScopes('assets.read'),
  status: 200,
  params: nothing,
  query: z.object({ rom_id: optionalId, platform_id: optionalId }),
  body: nothing,
  answer: z.array(state),
})

export const listStateIdentifiers = endpoint({
  method: 'GET',
  path: '/api/states/identifiers',
  summary: 'The ids of the own states, ascending.',
  access: withScopes('assets.read'),
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.array(z.number().int()),
})

export const getState = endpoint({
  method: 'GET',
  path: '/api/states/{id}',
  summary: 'One own state.',
  access: withScopes('assets.read'),
  status: 200,
  params: stateId,
  query: nothing,
  body: nothing,
  answer: state,
})

export const stateContent = endpoint({
  method: 'GET',
  path: '/api/states/{id}/content',
  summary: 'The bytes of an own or public state.',
  access: withScopes('assets.read'),
  status: 200,
  otherStatus: 206,
  produces: 'application/octet-stream',
  refuses: [404, 416],
  params: stateId,
  query: nothing,
  body: nothing,
  answer: z.unknown(),
})

export const updateState = endpoint({
  method: 'PUT',
  path: '/api/states/{id}',
  summary: 'A new version of this state, under its name; the one it replaces stays in the history.',
  access: withScopes('assets.write'),
  encoding: 'multipart',
  status: 200,
  refuses: [400, 404, 409, 507],
  params: stateId,
  query: nothing,
  body: nothing,
  answer: state,
})

export const changeStateVisibility = endpoint({
  method: 'PUT',
  path: '/api/states/{id}/visibility',
  summary: 'Shares a state with the household, or stops that.',
  access: withScopes('assets.write'),
  status: 200,
  params: stateId,
  query: nothing,
  body: z.object({ is_public: z.boolean() }),
  answer: state,
})

export const deleteStates = endpoint({
  method: 'POST',
  path: '/api/states/delete',
  summary: 'Puts these states and their history into the recycle bin, all or none.',
  access: withScopes('assets.write'),
  status: 200,
  refuses: [400, 404],
  params: nothing,
  query: nothing,
  body: z.object({ states: z.array(z.number().int()).max(1_000) }),
  answer: z.array(z.number().int()),
})
