import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../api/live-context'
import { useHealth } from '../../api/queries'
import { announce } from '../../components/Announcer'

/** Says it at once, wherever the person is, when a backup failed or the disk gets full. */
export function StorageCalls() {
  const { t } = useTranslation()
  const live = useLive()
  const disk = useHealth().data?.disk?.state
  const told = useRef<typeof disk>(undefined)
  useEffect(
    () =>
      live.listen((event) => {
        if (event.type === 'backup' && event.state === 'failed') announce(t('call.backup'), 'assertive')
      }),
    [live, t],
  )
  useEffect(() => {
    if (told.current === disk) return
    told.current = disk
    if (disk === 'warning') announce(t('call.disk.low'), 'assertive')
    if (disk === 'bad') announce(t('call.disk.full'), 'assertive')
  }, [disk, t])
  return null
}
