import { useTranslation } from 'react-i18next'
import type { Device } from '../../../shared/api/devices'
import { dateOnly } from '../../components/Moment'
import { Pill } from '../../components/Pill'

/** Whether the device's key is good, in a word or a date. */
export function KeyState({ device }: { readonly device: Device }) {
  const { t, i18n } = useTranslation()
  switch (device.token_state) {
    case 'active':
      return device.token_expires_at === null ? (
        <Pill tone="safe">{t('key.active')}</Pill>
      ) : (
        <Pill tone="safe">
          {t('key.activeUntil', { date: dateOnly(Date.parse(device.token_expires_at), i18n.language) })}
        </Pill>
      )
    case 'waiting':
      return <Pill tone="calm">{t('key.waiting')}</Pill>
    case 'expired':
      return <Pill tone="warn">{t('key.expired')}</Pill>
    case 'none':
      return <Pill tone="warn">{t('key.none')}</Pill>
  }
}
