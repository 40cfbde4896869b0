import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../api/live-context'
import { announce } from '../../components/Announcer'

/** Says it wherever the person is when two saves come to need a decision. */
export function ConflictCalls() {
  const { t } = useTranslation()
  const live = useLive()
  useEffect(
    () =>
      live.listen((event) => {
        if (event.type === 'conflict' && event.state === 'opened') announce(t('conflict.call'))
      }),
    [live, t],
  )
  return null
}
