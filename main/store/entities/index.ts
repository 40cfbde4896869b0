import { accessGrantEntity } from './access-grant'
import { activityEntity } from './activity'
import { clientTokenEntity } from './client-token'
import { deviceEntity } from './device'
import { markEntity } from './mark'
import { personEntity } from './person'
import { saveLineEntity } from './save-line'
import { screenshotEntity } from './screenshot'
import { sessionEntity } from './session'
import { settingEntity } from './setting'
import { versionEntity } from './version'

/** Every entity, named one by one: a glob does not survive bundling. */
export const entities = [
  personEntity,
  deviceEntity,
  clientTokenEntity,
  sessionEntity,
  settingEntity,
  accessGrantEntity,
  activityEntity,
  saveLineEntity,
  versionEntity,
  markEntity,
  screenshotEntity,
]
