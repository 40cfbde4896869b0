import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useHealth } from '../../api/queries'
import { announce } from '../../components/Announcer'
import type { TextKey } from '../../locales/text-key'

/**
 * Says it at once, wherever the person is, when a backup failed or the disk gets full. It goes by what is so, not by
 * events: one that came before the stream stood, or while it was cut, would never be told.
 */
export function StorageCalls() {
  const { backup, disk } = useHealth().data ?? {}
  useCall(backup?.code === 'backup-failed' ? 'call.backup' : null)
  useCall(disk?.state === 'bad' ? 'call.disk.full' : disk?.state === 'warning' ? 'call.disk.low' : null)
  return null
}

/** Says a text when it becomes true. */
function useCall(text: TextKey | null): void {
  const { t } = useTranslation()
  const told = useRef<TextKey | null>(null)
  useEffect(() => {
    if (told.current === text) return
    told.current = text
    if (text !== null) announce(t(text), 'assertive')
  }, [text, t])
}
