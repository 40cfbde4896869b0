import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { DesktopBridge, DesktopWishes } from '../../../shared/ipc'

const settingsKey = ['desktop-settings']

function bridge(): DesktopBridge {
  if (!window.roost) throw new Error('Only the window has these settings')
  return window.roost
}

/** What holds for the desktop app on this PC. */
export function useDesktopSettings() {
  return useQuery({
    queryKey: settingsKey,
    queryFn: () => bridge().desktopSettings(),
    networkMode: 'always',
    // The system may change it too, e.g. in its own list of what starts at login.
    staleTime: 0,
  })
}

export function useChangeDesktopSettings() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (wanted: DesktopWishes) => bridge().changeDesktopSettings(wanted),
    networkMode: 'always',
    onSuccess: (now) => queries.setQueryData(settingsKey, now),
    onError: () => queries.invalidateQueries({ queryKey: settingsKey }),
  })
}
