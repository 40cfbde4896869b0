import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { UpdateState } from '../../../shared/ipc'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import styles from './SettingsPage.module.css'

const updateKey = ['update-state']
const off: UpdateState = { state: 'off', version: null }

/** Where updates come from, and what is known of them. Without a feed nobody is asked, and that is said. */
export function UpdatesCard() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { data } = useQuery({
    queryKey: updateKey,
    queryFn: async () => (await window.roost?.updateState()) ?? off,
    networkMode: 'always',
    staleTime: 0,
    // A download goes on by itself and tells nobody.
    refetchInterval: ({ state }) => (state.data?.state === 'downloading' ? 2_000 : false),
  })
  const { mutate, isPending } = useMutation({
    mutationFn: async () => (await window.roost?.checkForUpdates()) ?? off,
    networkMode: 'always',
    onSuccess: (state) => queries.setQueryData(updateKey, state),
  })
  const { state, version } = data ?? off
  const isBusy = isPending || state === 'checking' || state === 'downloading'
  return (
    <Card labelledBy="settings-updates">
      <h2 id="settings-updates">{t('updates.title')}</h2>
      <p className={styles.text} role="status">
        {t(`updates.${state}`, { version: version ?? '' })}
      </p>
      {state === 'off' ? null : (
        <div className={styles.choices}>
          {state === 'ready' ? (
            <Button look="primary" onClick={() => void window.roost?.installUpdate()}>
              {t('updates.install')}
            </Button>
          ) : (
            <Button busy={isBusy && t('updates.checking')} onClick={() => mutate()}>
              {t('updates.check')}
            </Button>
          )}
        </div>
      )}
    </Card>
  )
}
