import { EntitySchema } from 'typeorm'
import type { Mark } from '../../domain/saves/save-line'

export const markEntity = new EntitySchema<Mark>({
  name: 'mark',
  tableName: 'marks',
  columns: {
    deviceId: { name: 'device_id', type: 'text', primary: true },
    lineId: { name: 'line_id', type: 'integer', primary: true },
    versionId: { name: 'version_id', type: 'integer', nullable: true },
    how: { type: 'text', nullable: true },
    doubtful: { type: 'boolean' },
    at: { type: 'text' },
    claimedAt: { name: 'claimed_at', type: 'text', nullable: true },
    claimedSize: { name: 'claimed_size', type: 'integer', nullable: true },
    untracked: { type: 'boolean' },
  },
})
