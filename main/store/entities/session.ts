import { EntitySchema } from 'typeorm'
import type { Session } from '../../domain/sessions/session'

export const sessionEntity = new EntitySchema<Session>({
  name: 'session',
  tableName: 'sessions',
  columns: {
    id: { type: 'text', primary: true },
    personId: { name: 'person_id', type: 'integer' },
    kind: { type: 'text' },
    hash: { type: 'text' },
    previousHash: { name: 'previous_hash', type: 'text', nullable: true },
    previousUntil: { name: 'previous_until', type: 'text', nullable: true },
    userAgent: { name: 'user_agent', type: 'text', nullable: true },
    address: { type: 'text', nullable: true },
    createdAt: { name: 'created_at', type: 'text' },
    rotatedAt: { name: 'rotated_at', type: 'text' },
    lastUsedAt: { name: 'last_used_at', type: 'text' },
    confirmedAt: { name: 'confirmed_at', type: 'text', nullable: true },
    expiresAt: { name: 'expires_at', type: 'text' },
  },
})
