import { EntitySchema } from 'typeorm'
import type { Person } from '../../domain/people/person'

export interface PersonRow extends Person {
  readonly deletedAt: string | null
}

export const personEntity = new EntitySchema<PersonRow>({
  name: 'person',
  tableName: 'people',
  columns: {
    id: { type: 'integer', primary: true, generated: 'increment' },
    username: { type: 'text' },
    email: { type: 'text', nullable: true },
    role: { type: 'text' },
    enabled: { type: 'boolean' },
    passwordHash: { name: 'password_hash', type: 'text', nullable: true },
    lastLogin: { name: 'last_login', type: 'text', nullable: true },
    lastActive: { name: 'last_active', type: 'text', nullable: true },
    createdAt: { name: 'created_at', type: 'text' },
    updatedAt: { name: 'updated_at', type: 'text' },
    deletedAt: { name: 'deleted_at', type: 'text', nullable: true },
  },
})
