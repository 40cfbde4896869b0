import { EntitySchema } from 'typeorm'
import type { SaveLine } from '../../domain/saves/save-line'

export const saveLineEntity = new EntitySchema<SaveLine>({
  name: 'save_line',
  tableName: 'save_lines',
  columns: {
    id: { type: 'integer', primary: true, generated: 'increment' },
    personId: { name: 'person_id', type: 'integer' },
    gameId: { name: 'game_id', type: 'integer' },
    kind: { type: 'text' },
    key: { type: 'text' },
    headVersionId: { name: 'head_version_id', type: 'integer', nullable: true },
    lastSequence: { name: 'last_sequence', type: 'integer' },
    lastUpdatedAt: { name: 'last_updated_at', type: 'text', nullable: true },
    createdAt: { name: 'created_at', type: 'text' },
  },
})
