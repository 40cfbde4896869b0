import { scriptPath, bundle } from '../run-elsewhere'
import type { HubProgram } from './hub-process'

/** The hub that can be killed, bundled into `folder`. */
export async function killableHub(folder: string): Promise<HubProgram> {
  const child = scriptPath(new URL('./child.ts', import.meta.url))
  return {
    script: await bundle(child, folder, ['sqlite3', 'typeorm']),
    modules: scriptPath(new URL('../../../node_modules', import.meta.url)),
  }
}
