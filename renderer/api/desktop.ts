/** What the preload script offers in the desktop window; a browser has none of it. */
export interface Desktop {
  readonly copyText: (text: string) => void | Promise<void>
}

declare global {
  interface Window {
    readonly roost?: Desktop
  }
}

/** The page is shown by the desktop app itself, where the owner is known without signing in. */
export const isDesktop = location.protocol === 'app:'
