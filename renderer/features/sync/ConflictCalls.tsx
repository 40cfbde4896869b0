import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../api/live-context'
import { announce } from '../../components/Announcer'

/** Says it wherever the person is when two saves come to need a decision, or too many wait for one. */
export function ConflictCalls() {
  const { t } = useTranslation()
  const live = useLive()
  useEffect(
    () =>
      live.listen((event) => {
        if (event.type !== 'conflict') return
        if (event.state === 'opened') announce(t('conflict.call'))
        if (event.state === 'alarm') announce(t('call.alarm'), 'assertive')
      }),
    [live, t],
  )
  return null
}
