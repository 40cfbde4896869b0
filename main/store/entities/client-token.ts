import { EntitySchema } from 'typeorm'
import type { ClientToken } from '../../domain/tokens/client-token'

export interface ClientTokenRow extends Omit<ClientToken, 'scopes'> {
  /** Scope words with one space between, as RFC 6749 section 3.3 writes them. */
  readonly scopes: string
}

export const clientTokenEntity = new EntitySchema<ClientTokenRow>({
  name: 'client_token',
  tableName: 'client_tokens',
  columns: {
    id: { type: 'integer', primary: true, generated: 'increment' },
    personId: { name: 'person_id', type: 'integer' },
    deviceId: { name: 'device_id', type: 'text', nullable: true },
    name: { type: 'text' },
    scopes: { type: 'text' },
    hash: { type: 'text', nullable: true },
    lastFour: { name: 'last_four', type: 'text', nullable: true },
    origin: { type: 'text' },
    exchangedAt: { name: 'exchanged_at', type: 'text', nullable: true },
    collectBefore: { name: 'collect_before', type: 'text', nullable: true },
    expiresAt: { name: 'expires_at', type: 'text', nullable: true },
    lastUsedAt: { name: 'last_used_at', type: 'text', nullable: true },
    lastUsedAddress: { name: 'last_used_address', type: 'text', nullable: true },
    createdAt: { name: 'created_at', type: 'text' },
    updatedAt: { name: 'updated_at', type: 'text' },
    revokedWith: { name: 'revoked_with', type: 'text', nullable: true },
    revokedAt: { name: 'revoked_at', type: 'text', nullable: true },
  },
})
