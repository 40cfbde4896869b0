import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { type DesktopWords, desktopWordKeys, desktopWords } from '../../../shared/desktop-words'
import { useOpenConflicts } from '../../api/conflicts'
import { useLive } from '../../api/live-context'
import { useHealth, usePairing } from '../../api/queries'
import { useNotices } from './use-notices'

/** More than anybody counts; a badge has room for no more digits. */
const mostWaiting = 9_999

/** The desktop app's words, in the language of the page. */
function useDesktopWords(): DesktopWords {
  const { t } = useTranslation()
  return useMemo(
    () => desktopWords.parse(Object.fromEntries(desktopWordKeys.map((key) => [key, t(`desktop.${key}`)]))),
    [t],
  )
}

/** The hub's state in a sentence, for the tray. */
function useStatus(requests: number, conflicts: number): string {
  const { t } = useTranslation()
  const health = useHealth().data
  if (requests > 0) return t('nav.waiting', { count: requests })
  if (conflicts > 0) return t('nav.conflicts', { count: conflicts })
  if (!health?.addresses) return ''
  const [first] = health.addresses
  return first && health.listening !== false ? t('desktop.status.at', { url: first.url }) : t('air.off')
}

/** Keeps the desktop app told of what it shows outside the page, and follows where it sends a person. */
export function DesktopLife() {
  const [, navigate] = useLocation()
  const live = useLive()
  const requests = usePairing().data?.length ?? 0
  const conflicts = useOpenConflicts().data?.length ?? 0
  const waiting = Math.min(requests + conflicts, mostWaiting)
  const words = useDesktopWords()
  const status = useStatus(requests, conflicts)
  useNotices()
  useEffect(() => {
    void window.roost?.describe({ words, waiting, status })
  }, [words, waiting, status])
  useEffect(() => window.roost?.listen('go', (path) => navigate(path)), [navigate])
  useEffect(() => window.roost?.listen('woke', () => live.tryNow()), [live])
  return null
}
