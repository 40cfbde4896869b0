import { accessGrantEntity } from './access-grant'
import { activityEntity } from './activity'
import { clientTokenEntity } from './client-token'
import { deviceEntity } from './device'
import { personEntity } from './person'
import { sessionEntity } from './session'
import { settingEntity } from './setting'

/** Every entity, named one by one: a glob does not survive bundling. */
export const entities = [
  personEntity,
  deviceEntity,
  clientTokenEntity,
  sessionEntity,
  settingEntity,
  accessGrantEntity,
  activityEntity,
]
