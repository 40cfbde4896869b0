import { saveLine, type SaveLine } from '../../shared/api/versions'
import type { TestHub } from '../helpers/hub'
import { game } from './saves-steps'
import { type Answer, ask } from './token-steps'

export async function linesOf(hub: TestHub, gameId = game.id): Promise<SaveLine[]> {
  const answer = await ask(hub, 'window', 'GET', `/api/lines?rom_id=${gameId}`)
  return saveLine.array().parse(answer.body)
}

export async function lineOf(hub: TestHub, key: string): Promise<SaveLine> {
  const line = (await linesOf(hub)).find((each) => each.key === key)
  if (!line) throw new Error(`There is no line ${key}`)
  return line
}

export const renamed = (hub: TestHub, id: number, key: unknown): Promise<Answer> =>
  ask(hub, 'window', 'POST', `/api/lines/${id}/rename`, { json: { key } })
export const merged = (hub: TestHub, id: number, into: number): Promise<Answer> =>
  ask(hub, 'window', 'POST', `/api/lines/${id}/merge`, { json: { into } })
export const unbin = (hub: TestHub, versions: readonly number[]): Promise<Answer> =>
  ask(hub, 'window', 'POST', '/api/bin/restore', { json: { versions } })
