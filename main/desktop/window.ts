import { join } from 'node:path'
import { BrowserWindow, nativeTheme } from 'electron'
import windowState from 'electron-window-state'
import { pageUrl } from './own-page'

/** The page's own background in both themes, so that the window does not flash before its first paint. */
const background = { light: '#f7f4ee', dark: '#12151b' }

export interface WindowParts {
  /** Where the app's built files are. */
  readonly appFolder: string
  readonly development: boolean
}

/** Makes Roost's window where it was last, still hidden, and starts loading the page. */
export function openWindow({ appFolder, development }: WindowParts): BrowserWindow {
  // It would maximize, and by that show, a window that is to start hidden.
  const place = windowState({ defaultWidth: 1120, defaultHeight: 740, fullScreen: false, maximize: false })
  const window = new BrowserWindow({
    title: 'Roost',
    ...(process.platform === 'linux' ? { icon: join(pictures(appFolder), 'window.png') } : {}),
    // Neither is there before a window was ever closed.
    ...(Number.isInteger(place.x) && Number.isInteger(place.y) ? { x: place.x, y: place.y } : {}),
    width: place.width,
    height: place.height,
    minWidth: 900,
    minHeight: 600,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload: join(appFolder, 'dist', 'main', 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: development,
    },
  })
  const wasMaximized = place.isMaximized
  place.manage(window)
  window.once('show', () => {
    if (wasMaximized) window.maximize()
  })
  // A page that fails to load says so by `did-fail-load`; the promise says the same again.
  window.loadURL(pageUrl).catch(() => undefined)
  return window
}

/** The folder of the pictures that the system shows for Roost. */
export function pictures(appFolder: string): string {
  return join(appFolder, 'dist', 'renderer', 'app-icon')
}

/** Brings the window in front of what covers it, for a second start. */
export function raiseWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
