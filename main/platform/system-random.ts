import { randomBytes, randomUUID } from 'node:crypto'
import type { Random } from '../domain/random'

export const systemRandom: Random = {
  bytes: (count) => randomBytes(count),
  uuid: () => randomUUID(),
}
