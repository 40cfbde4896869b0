import type { Role } from '../../../shared/scopes'
import type { TextKey } from '../../locales/text-key'

export const roleTexts: Readonly<Record<Role, TextKey>> = {
  admin: 'people.owner',
  user: 'people.member',
}
