import { useMutation, useQueryClient } from '@tanstack/react-query'
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
  const changing = useMutation({
    mutationFn: (on: boolean) =>
      call(updateDevice, { params: { id: device.id }, body: { sync_enabled: on } }),
    onSuccess: async (answer) => {
      announce(t(answer.sync_enabled ? 'pause.resumed' : 'pause.paused'))
      await queries.invalidateQueries({ queryKey: ['devices'] })
    },
  })
  return (
    <div>
      <Switch
        label={t('pause.label')}
        detail={t(device.sync_enabled ? 'pause.on' : 'pause.off')}
        checked={changing.isPending ? changing.variables : device.sync_enabled}
        onChange={(on) => {
          if (!changing.isPending) changing.mutate(on)
        }}
      />
      <Problem error={changing.error} />
    </div>
  )
}
