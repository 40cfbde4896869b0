import { join } from 'node:path'
import { Menu, nativeImage, Tray } from 'electron'
import type { DesktopWords } from '../../shared/desktop-words'

export interface TrayActions {
  /** Shows the window. */
  readonly open: () => void
  /** Shows a place of the page. */
  readonly go: (path: string) => void
  readonly quit: () => void
}

/** Roost in the tray: how the hub is, and the way to the window and out. */
export class TrayIcon {
  private tray: Tray | null = null

  constructor(
    private readonly pictures: string,
    private readonly platform: NodeJS.Platform,
    private readonly actions: TrayActions,
  ) {}

  /** Shows the icon, or changes what it says. */
  say(words: DesktopWords, status: string): void {
    const tray = (this.tray ??= this.create())
    tray.setToolTip(status === '' ? 'Roost' : `Roost · ${status}`)
    tray.setContextMenu(
      Menu.buildFromTemplate([
        ...(status === '' ? [] : [{ label: status, enabled: false }, { type: 'separator' } as const]),
        { label: words['tray.open'], click: this.actions.open },
        { label: words['menu.settings'], click: () => this.actions.go('/settings') },
        { type: 'separator' },
        { label: words['menu.quit'], click: this.actions.quit },
      ]),
    )
  }

  private create(): Tray {
    const names: Partial<Record<NodeJS.Platform, string>> = {
      darwin: 'trayTemplate.png',
      // Linux scales what it gets to the height of the panel.
      linux: 'tray-linux.png',
    }
    const tray = new Tray(nativeImage.createFromPath(join(this.pictures, names[this.platform] ?? 'tray.png')))
    // On macOS a click opens the menu.
    if (this.platform !== 'darwin') tray.on('click', this.actions.open)
    return tray
  }
}
