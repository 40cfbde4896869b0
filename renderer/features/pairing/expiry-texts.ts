import type { ExpiryWord } from '../../../shared/api/device-authorization'
import type { TextKey } from '../../locales/text-key'

export const expiryTexts: Readonly<Record<ExpiryWord, TextKey>> = {
  '30d': 'expiry.30d',
  '90d': 'expiry.90d',
  '1y': 'expiry.1y',
  never: 'expiry.never',
}
