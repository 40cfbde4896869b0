import { EntitySchema } from 'typeorm'
import type { Screenshot } from '../../domain/saves/save-line'

export const screenshotEntity = new EntitySchema<Screenshot>({
  name: 'screenshot',
  tableName: 'screenshots',
  columns: {
    id: { type: 'integer', primary: true, generated: 'increment' },
    versionId: { name: 'version_id', type: 'integer' },
    sha256: { type: 'text' },
    sizeBytes: { name: 'size_bytes', type: 'integer' },
    fileName: { name: 'file_name', type: 'text' },
    type: { type: 'text' },
    createdAt: { name: 'created_at', type: 'text' },
  },
})
