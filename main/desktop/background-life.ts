import { app, nativeImage, Notification } from 'electron'
import type { BrowserWindow } from 'electron'
import { join } from 'node:path'
import type { DesktopWords } from '../../shared/desktop-words'
import type { DesktopSettings, DesktopWishes, IpcTypes } from '../../shared/ipc'
import type { RunningHub } from '../hub'
import type { DesktopChoices } from './desktop-choices'
import type { LoginItem } from './autostart-file'
import { setMenu } from './menu'
import { Notices } from './notices'
import { showPlace, tellPage } from './page-link'
import { holdSleepOff, onWaking } from './power'
import { closeToTray, type Quitting } from './quit'
import { TrayIcon } from './tray-icon'
import { pictures, raiseWindow } from './window'

type Description = IpcTypes['describe']['arguments'][0]

export interface BackgroundParts {
  readonly window: BrowserWindow
  readonly choices: DesktopChoices
  readonly loginItem: LoginItem | null
  readonly quitting: Quitting
  /** Whether an icon in the tray would be seen; asked once, at the start. */
  readonly trayPresence: Promise<boolean>
  readonly development: boolean
}

/** Roost beside its window: tray, menu, notifications, badge, sleep. */
export class BackgroundLife {
  readonly notices: Notices
  private readonly tray: TrayIcon
  private hasTray = false
  private words: DesktopWords | null = null

  constructor(private readonly parts: BackgroundParts) {
    const { window, quitting, choices } = parts
    const go = (path: string): void => showPlace(window, path)
    this.tray = new TrayIcon(pictures(app.getAppPath()), process.platform, {
      open: () => raiseWindow(window),
      go,
      quit: () => app.quit(),
    })
    this.notices = new Notices({
      isWanted: () => choices.current.notifications && !(window.isVisible() && window.isFocused()),
      open: go,
    })
    closeToTray(
      window,
      quitting,
      () => this.staysInTray(),
      () => this.sayOnceThatItGoesOn(),
    )
    app.on('activate', () => {
      raiseWindow(window)
    })
  }

  /** The first content is there: shown, or at a hidden start only where nothing else would show that Roost runs. */
  async appear(hidden: boolean): Promise<void> {
    const { window, trayPresence } = this.parts
    if (!hidden) window.show()
    else if (!(await trayPresence)) window.minimize()
  }

  follow(hub: RunningHub): void {
    holdSleepOff(hub.traffic)
    this.parts.quitting.follow(hub.traffic)
    onWaking(() => {
      hub.refresh()
      tellPage(this.parts.window, 'woke', null)
    })
  }

  /** What the page says of the hub, in its language. */
  async describe({ words, waiting, status }: Description): Promise<void> {
    const { window, development, quitting, trayPresence } = this.parts
    this.words = words
    quitting.speak(words)
    setMenu({
      platform: process.platform,
      development,
      words,
      go: (path) => showPlace(window, path),
      showShortcuts: () => {
        raiseWindow(window)
        tellPage(window, 'shortcuts', null)
      },
    })
    this.hasTray = await trayPresence
    if (this.hasTray) this.tray.say(words, status)
    showBadge(window, waiting)
  }

  async settings(): Promise<DesktopSettings> {
    const { choices, loginItem, trayPresence } = this.parts
    const { closeToTray: closes, notifications } = choices.current
    return {
      startAtLogin: loginItem?.isOn() ?? null,
      closeToTray: (await trayPresence) ? closes : null,
      notifications,
    }
  }

  change({ startAtLogin, closeToTray: closes, notifications }: DesktopWishes): Promise<DesktopSettings> {
    const { choices, loginItem } = this.parts
    if (typeof startAtLogin === 'boolean') loginItem?.set(startAtLogin)
    choices.change({
      ...(typeof closes === 'boolean' ? { closeToTray: closes } : {}),
      ...(notifications === undefined ? {} : { notifications }),
    })
    return this.settings()
  }

  private staysInTray(): boolean {
    return this.hasTray && this.parts.choices.current.closeToTray
  }

  private sayOnceThatItGoesOn(): void {
    const { choices } = this.parts
    if (choices.current.toldOfTray || this.words === null || !Notification.isSupported()) return
    choices.change({ toldOfTray: true })
    const { 'background.title': title, 'background.text': body } = this.words
    this.notices.show({ tag: 'background', title, body, path: '/' })
  }
}

/** How many things wait for a person, on the app's own icon. */
function showBadge(window: BrowserWindow, waiting: number): void {
  if (process.platform !== 'win32') {
    app.setBadgeCount(waiting)
    return
  }
  if (window.isDestroyed()) return
  const dot = nativeImage.createFromPath(join(pictures(app.getAppPath()), 'badge.png'))
  window.setOverlayIcon(waiting > 0 ? dot : null, waiting > 0 ? String(waiting) : '')
}
