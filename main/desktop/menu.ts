import { Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'

/** Only what the keyboard needs: clipboard, size of the text, quitting. Electron's own menu has the developer tools. */
export function setMenu(platform: NodeJS.Platform, development: boolean): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(platform, development)))
}

export function menuTemplate(platform: NodeJS.Platform, development: boolean): MenuItemConstructorOptions[] {
  const first: MenuItemConstructorOptions =
    platform === 'darwin' ? { role: 'appMenu' } : { label: 'Roost', submenu: [{ role: 'quit' }] }
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ]
  const developing: MenuItemConstructorOptions[] = [{ role: 'reload' }, { role: 'toggleDevTools' }]
  return [
    first,
    { role: 'editMenu' },
    { label: 'View', submenu: development ? [...view, ...developing] : view },
    ...(platform === 'darwin' ? [{ role: 'windowMenu' } as const] : []),
  ]
}
