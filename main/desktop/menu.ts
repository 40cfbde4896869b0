import { Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import type { DesktopWords } from '../../shared/desktop-words'

/** Until the page has told the words of its language, the roles say them in the system's. */
export interface MenuParts {
  readonly platform: NodeJS.Platform
  readonly development: boolean
  readonly words: DesktopWords | null
  /** Shows a place of the page. */
  readonly go: (path: string) => void
  /** Shows the page's list of keyboard shortcuts. */
  readonly showShortcuts: () => void
}

/** The places of the page in the order of its navigation: the first is Ctrl+1. */
const places = [
  ['menu.home', '/'],
  ['menu.games', '/games'],
  ['menu.devices', '/devices'],
  ['menu.sync', '/sync'],
  ['menu.storage', '/storage'],
  ['menu.network', '/network'],
  ['menu.tokens', '/tokens'],
  ['menu.people', '/people'],
  ['menu.activity', '/activity'],
] as const satisfies readonly (readonly [keyof DesktopWords, string])[]

export function setMenu(parts: MenuParts): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(parts)))
}

/** Only what the keyboard needs: places, clipboard, size of the text, quitting. Electron's own has developer tools. */
export function menuTemplate(parts: MenuParts): MenuItemConstructorOptions[] {
  const { words } = parts
  return [
    { label: 'Roost', submenu: appItems(parts) },
    { ...(words ? { label: words['menu.edit'] } : { role: 'editMenu' }), ...submenu(editItems(words)) },
    { label: words?.['menu.view'] ?? 'View', submenu: viewItems(parts) },
    ...(parts.platform === 'darwin' ? [windowMenu(words)] : []),
    ...helpMenu(parts),
  ]
}

function submenu(items: MenuItemConstructorOptions[] | null): { submenu?: MenuItemConstructorOptions[] } {
  return items === null ? {} : { submenu: items }
}

function appItems({ platform, words, go }: MenuParts): MenuItemConstructorOptions[] {
  const quit = named('quit', words?.['menu.quit'])
  if (words === null) return [quit]
  const hide: MenuItemConstructorOptions[] = [
    named('hide', words['menu.hide']),
    named('hideOthers', words['menu.hideOthers']),
    named('unhide', words['menu.showAll']),
    { type: 'separator' },
  ]
  return [
    { label: words['menu.about'], click: () => go('/settings/about') },
    { label: words['menu.settings'], accelerator: 'CommandOrControl+,', click: () => go('/settings') },
    { type: 'separator' },
    ...(platform === 'darwin' ? hide : []),
    quit,
  ]
}

function editItems(words: DesktopWords | null): MenuItemConstructorOptions[] | null {
  if (words === null) return null
  return [
    named('undo', words['menu.undo']),
    named('redo', words['menu.redo']),
    { type: 'separator' },
    named('cut', words['menu.cut']),
    named('copy', words['menu.copy']),
    named('paste', words['menu.paste']),
    named('selectAll', words['menu.selectAll']),
  ]
}

function viewItems({ words, development, go }: MenuParts): MenuItemConstructorOptions[] {
  return [
    ...(words ? placeItems(words, go) : []),
    named('resetZoom', words?.['menu.actualSize']),
    named('zoomIn', words?.['menu.zoomIn']),
    named('zoomOut', words?.['menu.zoomOut']),
    { type: 'separator' },
    named('togglefullscreen', words?.['menu.fullScreen']),
    ...(development ? ([{ role: 'reload' }, { role: 'toggleDevTools' }] as const) : []),
  ]
}

function placeItems(words: DesktopWords, go: MenuParts['go']): MenuItemConstructorOptions[] {
  const items = places.map(([word, path], index) => ({
    label: words[word],
    accelerator: `CommandOrControl+${index + 1}`,
    click: () => go(path),
  }))
  return [...items, { type: 'separator' }]
}

function helpMenu({ words, showShortcuts }: MenuParts): MenuItemConstructorOptions[] {
  if (words === null) return []
  const item = { label: words['menu.shortcuts'], accelerator: 'F1', click: showShortcuts }
  return [{ label: words['menu.help'], role: 'help', submenu: [item] }]
}

function windowMenu(words: DesktopWords | null): MenuItemConstructorOptions {
  if (words === null) return { role: 'windowMenu' }
  return {
    label: words['menu.window'],
    role: 'window',
    submenu: [named('minimize', words['menu.minimize']), named('close', words['menu.close'])],
  }
}

/** What Electron does by itself, with its usual shortcut, under our words. */
function named(
  role: NonNullable<MenuItemConstructorOptions['role']>,
  label: string | undefined,
): MenuItemConstructorOptions {
  return label === undefined ? { role } : { role, label }
}
