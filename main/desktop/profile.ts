import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'

/**
 * Keeps the window's own files (theme, caches) inside the data folder, so that two Roosts with different data are two
 * apps and a second start on the same data finds the first: Electron's single-instance lock lives there.
 */
export function settleProfile(dataFolder: string): void {
  const folder = profileFolder(dataFolder)
  app.setPath('userData', folder)
  app.setPath('sessionData', folder)
}

function profileFolder(dataFolder: string): string {
  const folder = join(dataFolder, 'window')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return folder
  } catch {
    // The hub will refuse the data folder and say why; until then the window needs some place.
    return mkdtempSync(join(tmpdir(), 'roost-window-'))
  }
}
