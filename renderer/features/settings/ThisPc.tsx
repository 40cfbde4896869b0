import { useTranslation } from 'react-i18next'
import { Card } from '../../components/Card'
import { Notice } from '../../components/Notice'
import { Switch } from '../../components/Switch'
import styles from './SettingsPage.module.css'
import { useChangeDesktopSettings, useDesktopSettings } from './use-desktop-settings'

/** How Roost behaves on this PC beside its window. What the desktop cannot do is said, not offered. */
export function ThisPc() {
  const { t } = useTranslation()
  const settings = useDesktopSettings().data
  const { mutate, isError, isPending } = useChangeDesktopSettings()
  return (
    <Card labelledBy="settings-pc">
      <h2 id="settings-pc">{t('settings.pc')}</h2>
      <p className={styles.text}>{t('settings.pc.lead')}</p>
      {settings ? (
        <div className={styles.switches}>
          {settings.startAtLogin === null ? null : (
            <Switch
              label={t('settings.login')}
              detail={t(settings.closeToTray === null ? 'settings.login.noTray' : 'settings.login.detail')}
              checked={settings.startAtLogin}
              disabled={isPending}
              onChange={(startAtLogin) => mutate({ startAtLogin })}
            />
          )}
          {settings.closeToTray === null ? (
            <p className={styles.text}>{t('settings.noTray')}</p>
          ) : (
            <Switch
              label={t('settings.tray')}
              detail={t('settings.tray.detail')}
              checked={settings.closeToTray}
              disabled={isPending}
              onChange={(closeToTray) => mutate({ closeToTray })}
            />
          )}
          <Switch
            label={t('settings.notifications')}
            detail={t('settings.notifications.detail')}
            checked={settings.notifications}
            disabled={isPending}
            onChange={(notifications) => mutate({ notifications })}
          />
        </div>
      ) : null}
      {isError ? <Notice tone="bad" alert title={t('settings.notChanged')} /> : null}
    </Card>
  )
}
