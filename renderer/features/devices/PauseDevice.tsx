import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Device, updateDevice } from '../../../shared/api/devices'
import { call } from '../../api/call'
import { announce } from '../../components/Announcer'
import { Problem } from '../../components/Problem'
import { Switch } from '../../components/Switch'

/** Holds a device's syncing without taking it out. */
export function PauseDevice({ device }: { readonly device: Device }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  // As it is to be while it is on its way, so that the switch answers at once.
  const [wanted, setWanted] = useState<boolean | null>(null)
  const changing = useMutation({
    mutationFn: (on: boolean) =>
      call(updateDevice, { params: { id: device.id }, body: { sync_enabled: on } }),
    onSuccess: async (answer) => {
      announce(t(answer.sync_enabled ? 'pause.resumed' : 'pause.paused'))
      await queries.invalidateQueries({ queryKey: ['devices'] })
    },
    onSettled: () => setWanted(null),
  })
  return (
    <div>
      <Switch
        label={t('pause.label')}
        detail={t(device.sync_enabled ? 'pause.on' : 'pause.off')}
        checked={wanted ?? device.sync_enabled}
        onChange={(on) => {
          if (wanted !== null) return
          setWanted(on)
          changing.mutate(on)
        }}
      />
      <Problem error={changing.error} />
    </div>
  )
}
