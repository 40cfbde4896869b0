import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../api/live-context'
import { usePairing } from '../../api/queries'
import { announce } from '../../components/Announcer'
import { followPairing, rememberRequests } from './outcomes'

/** Says each new request once, wherever the person is; and keeps the board of outcomes. */
export function PairingCalls() {
  const { t } = useTranslation()
  const live = useLive()
  const requests = usePairing().data
  const called = useRef(new Set<string>())
  useEffect(() => live.listen(followPairing), [live])
  useEffect(() => {
    if (!requests) return
    rememberRequests(requests)
    const fresh = requests.filter((request) => !called.current.has(request.id))
    for (const { id } of fresh) called.current.add(id)
    const names = fresh.map((request) => t('request.call', { name: request.name }))
    if (names.length > 0) announce(names.join(' '))
  }, [requests, t])
  return null
}
