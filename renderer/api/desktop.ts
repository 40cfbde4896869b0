import type { DesktopBridge } from '../../shared/ipc'

declare global {
  interface Window {
    /** What the preload script offers in the desktop window; a browser has none of it. */
    readonly roost?: DesktopBridge
  }
}

/** The page is shown by the desktop app itself, where the owner is known without signing in. */
export const isDesktop = location.protocol === 'app:'
