import { z } from 'zod'

/**
 * What the desktop app says outside the page: menus, tray, boxes. The page knows the chosen language, so it hands these
 * over in it; the locale key of each is `desktop.` and its name here.
 */
export const desktopWordKeys = [
  'menu.about',
  'menu.settings',
  'menu.hide',
  'menu.hideOthers',
  'menu.showAll',
  'menu.quit',
  'menu.edit',
  'menu.undo',
  'menu.redo',
  'menu.cut',
  'menu.copy',
  'menu.paste',
  'menu.selectAll',
  'menu.view',
  'menu.home',
  'menu.games',
  'menu.devices',
  'menu.sync',
  'menu.storage',
  'menu.network',
  'menu.tokens',
  'menu.people',
  'menu.activity',
  'menu.actualSize',
  'menu.zoomIn',
  'menu.zoomOut',
  'menu.fullScreen',
  'menu.window',
  'menu.minimize',
  'menu.close',
  'menu.help',
  'menu.shortcuts',
  'tray.open',
  'quit.title',
  'quit.text',
  'quit.finish',
  'quit.now',
  'quit.stay',
  'background.title',
  'background.text',
] as const

export const desktopWords = z.record(z.enum(desktopWordKeys), z.string().min(1).max(300))
export type DesktopWords = z.infer<typeof desktopWords>
