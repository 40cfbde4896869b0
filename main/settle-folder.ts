import type { Config } from './config'
import { movedFolder } from './store/move/moved-folder'

/** Where the data is, if it was moved from the usual folder. @throws StoreUnusable when it is not there now. */
export async function settleFolder(config: Config): Promise<Config & { readonly home: string | null }> {
  if (!config.isUsualFolder) return { ...config, home: null }
  return { ...config, dataFolder: await movedFolder(config.dataFolder), home: config.dataFolder }
}
