import { EntitySchema } from 'typeorm'
import type { AccessGrant } from '../../domain/tokens/access-grant'

export interface AccessGrantRow extends Omit<AccessGrant, 'scopes'> {
  /** Scope words with one space between. */
  readonly scopes: string
}

export const accessGrantEntity = new EntitySchema<AccessGrantRow>({
  name: 'access_grant',
  tableName: 'access_grants',
  columns: {
    id: { type: 'integer', primary: true, generated: 'increment' },
    family: { type: 'text' },
    personId: { name: 'person_id', type: 'integer' },
    scopes: { type: 'text' },
    accessHash: { name: 'access_hash', type: 'text' },
    accessExpiresAt: { name: 'access_expires_at', type: 'text' },
    refreshHash: { name: 'refresh_hash', type: 'text' },
    refreshExpiresAt: { name: 'refresh_expires_at', type: 'text' },
    refreshedAt: { name: 'refreshed_at', type: 'text', nullable: true },
    createdAt: { name: 'created_at', type: 'text' },
  },
})
