import { EntitySchema } from 'typeorm'
import type { Version } from '../../domain/saves/save-line'

export interface VersionRow extends Version {
  /** Counts the changes that its side-car must tell; kept by the database itself. */
  readonly revision: number
  /** The revision its side-car tells. */
  readonly described: number
}

export const versionEntity = new EntitySchema<VersionRow>({
  name: 'version',
  tableName: 'versions',
  columns: {
    id: { type: 'integer', primary: true, generated: 'increment' },
    lineId: { name: 'line_id', type: 'integer' },
    sequence: { type: 'integer' },
    sha256: { type: 'text' },
    contentHash: { name: 'content_hash', type: 'text' },
    hashRule: { name: 'hash_rule', type: 'integer' },
    sizeBytes: { name: 'size_bytes', type: 'integer' },
    fileName: { name: 'file_name', type: 'text' },
    emulator: { type: 'text', nullable: true },
    originDeviceId: { name: 'origin_device_id', type: 'text', nullable: true },
    arrivedAt: { name: 'arrived_at', type: 'text' },
    claimedAt: { name: 'claimed_at', type: 'text', nullable: true },
    updatedAt: { name: 'updated_at', type: 'text' },
    parentId: { name: 'parent_id', type: 'integer', nullable: true },
    state: { type: 'text' },
    hidden: { type: 'boolean' },
    blank: { type: 'boolean' },
    pinned: { type: 'boolean' },
    note: { type: 'text', nullable: true },
    isPublic: { name: 'is_public', type: 'boolean' },
    deletedAt: { name: 'deleted_at', type: 'text', nullable: true },
    bytesDroppedAt: { name: 'bytes_dropped_at', type: 'text', nullable: true },
    revision: { type: 'integer', default: 1 },
    described: { type: 'integer', default: 0 },
  },
})
