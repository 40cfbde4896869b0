import { safeStorage } from 'electron'
import type { HubOptions } from '../hub'

type Keychain = NonNullable<HubOptions['keychain']>

/**
 * The system's keychain, once Electron is ready; undefined where there is none, or only one whose password every program
 * knows (Linux without a secret service): the hub's key file, readable by its own user alone, is then the better place.
 */
export async function systemKeychain(): Promise<Keychain | undefined> {
  // The fallback runtime is older than the calls that do not block.
  if (!('encryptStringAsync' in safeStorage)) return undefined
  const isHollow = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'
  if (isHollow || !(await safeStorage.isAsyncEncryptionAvailable())) return undefined
  return {
    seal: async (text) => (await safeStorage.encryptStringAsync(text)).toString('base64'),
    open,
  }
}

async function open(sealed: string): Promise<string | null> {
  try {
    return (await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'))).result
  } catch {
    // Sealed by another account or keychain: it cannot be opened here, and stays as it is.
    return null
  }
}
