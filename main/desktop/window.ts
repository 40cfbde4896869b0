import { BrowserWindow, nativeTheme } from 'electron'
import { pageUrl } from './own-page'

/** The page's own background in both themes, so that the window does not flash before its first paint. */
const background = { light: '#f7f4ee', dark: '#12151b' }

/** Makes Roost's window, still hidden, and starts loading the page; it shows itself with its first content. */
export function openWindow(preload: string, development: boolean): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Roost',
    width: 1120,
    height: 740,
    minWidth: 900,
    minHeight: 600,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload,
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
  window.once('ready-to-show', () => {
    window.show()
  })
  // A page that fails to load says so by `did-fail-load`; the promise says the same again.
  window.loadURL(pageUrl).catch(() => undefined)
  return window
}

/** Brings the window in front of what covers it, for a second start. */
export function raiseWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
