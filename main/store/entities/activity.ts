import { EntitySchema } from 'typeorm'
import type { Activity } from '../../domain/activity/activity'

export const activityEntity = new EntitySchema<Activity>({
  name: 'activity',
  tableName: 'activity',
  columns: {
    id: { type: 'integer', primary: true, generated: 'increment' },
    at: { type: 'text' },
    kind: { type: 'text' },
    actorId: { name: 'actor_id', type: 'integer', nullable: true },
    actorName: { name: 'actor_name', type: 'text', nullable: true },
    method: { type: 'text', nullable: true },
    address: { type: 'text', nullable: true },
    personId: { name: 'person_id', type: 'integer', nullable: true },
    subject: { type: 'text', nullable: true },
    subjectId: { name: 'subject_id', type: 'text', nullable: true },
  },
})
