import { expect } from 'vitest'
import { getStorage, type Storage } from '../../shared/api/storage'
import type { TestHub } from '../helpers/hub'
import { ask, type Caller } from './token-steps'

export async function storageOf(hub: TestHub, query = '', as: Caller = 'window'): Promise<Storage> {
  const answer = await ask(hub, as, 'GET', `/api/storage${query}`)
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return getStorage.answer.parse(answer.body)
}
