import { LessThan, type FindOptionsWhere } from 'typeorm'
import type {
  Activity,
  ActivityQuery,
  ActivityReader,
  ActivityWriter,
  NewActivity,
} from '../../domain/activity/activity'
import type { Connection } from '../connection'
import { activityEntity } from '../entities/activity'

export class Activities implements ActivityReader {
  constructor(protected readonly connection: Connection) {}

  list({ personId, kind, before, limit }: ActivityQuery): Promise<Activity[]> {
    const narrowed: FindOptionsWhere<Activity> = {
      ...(kind === null ? {} : { kind }),
      ...(before === null ? {} : { id: LessThan(before) }),
    }
    const where =
      personId === 'all'
        ? narrowed
        : [
            { ...narrowed, personId },
            { ...narrowed, actorId: personId },
          ]
    return this.connection.run((manager) =>
      manager.find(activityEntity, { where, order: { id: 'DESC' }, take: limit }),
    )
  }
}

export class ActivitiesWriter extends Activities implements ActivityWriter {
  async append(activity: NewActivity): Promise<void> {
    await this.connection.run((manager) => manager.insert(activityEntity, activity))
  }

  async deleteBefore(at: string): Promise<number> {
    const result = await this.connection.run((manager) =>
      manager.delete(activityEntity, { at: LessThan(at) }),
    )
    return result.affected ?? 0
  }
}
