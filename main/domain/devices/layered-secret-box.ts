import type { SecretBox } from './secret-box'

/** What the keychain sealed says so, because a hub may be started with a window one day and without one the next. */
const mark = 'keychain:'

/**
 * Seals with the system's keychain, and still opens what a key file sealed before there was one. Without a keychain,
 * what only that one can open stays as it is, and reads as lost.
 */
export function layeredSecretBox(keychain: SecretBox | undefined, keyFile: SecretBox): SecretBox {
  return {
    async seal(text) {
      return keychain ? `${mark}${await keychain.seal(text)}` : keyFile.seal(text)
    },

    async open(sealed) {
      if (!sealed.startsWith(mark)) return keyFile.open(sealed)
      return keychain ? keychain.open(sealed.slice(mark.length)) : null
    },
  }
}
