import { expect } from 'vitest'
import { z } from 'zod'
import { listStates, state, type State } from '../../shared/api/states'
import type { TestHub } from '../helpers/hub'
import { type BinaryAnswer, game, multipart, type Part, queryOf, send, someSave } from './saves-steps'
import { type Answer, ask, type Caller } from './token-steps'

export const stateName = `${game.stem} [2026-03-01_12-00-00].state1`

export interface StateUpload {
  readonly bytes?: Uint8Array
  readonly name?: string
  readonly query?: Record<string, string | number>
  readonly more?: readonly Part[]
}

/** `POST /api/states` of the first game. */
export function uploadState(
  hub: TestHub,
  as: Caller,
  { bytes = someSave(), name = stateName, query = {}, more = [] }: StateUpload = {},
): Promise<BinaryAnswer> {
  const { type, body } = multipart([{ field: 'stateFile', fileName: name, bytes }, ...more])
  const path = `/api/states?${queryOf({ rom_id: game.id, ...query })}`
  return send(hub, as, 'POST', path, { body, headers: { 'content-type': type } })
}

export function putState(
  hub: TestHub,
  as: Caller,
  id: number,
  bytes: Uint8Array,
  name = 'whatever.state',
): Promise<BinaryAnswer> {
  const { type, body } = multipart([{ field: 'stateFile', fileName: name, bytes }])
  return send(hub, as, 'PUT', `/api/states/${id}`, { body, headers: { 'content-type': type } })
}

/** The state of an answer, with nothing missing or too much. */
export function stateOf(answer: Answer): State {
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return z.strictObject(state.shape).parse(answer.body)
}

export async function statesOf(hub: TestHub, as: Caller, query = `rom_id=${game.id}`): Promise<State[]> {
  const answer = await ask(hub, as, 'GET', `/api/states?${query}`)
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return listStates.answer.parse(answer.body)
}
