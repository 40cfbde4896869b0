import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writePrivateFile } from './private-file'
import type { SecretBox } from '../domain/devices/secret-box'

const cipher = 'aes-256-gcm'
/** Bytes; a 96-bit nonce is what GCM is made for (NIST SP 800-38D section 8.2). */
const sizes = { key: 32, nonce: 12, tag: 16 }
const version = 'v1'
const keyFile = 'secret-box.key'

/** Seals with a key in a file only the hub's own user can read: for machines without a keychain. */
export function keyFileSecretBox(folder: string): SecretBox {
  const file = join(folder, keyFile)
  let key: Promise<Buffer> | null = null

  /** Read at most once; a failure is not remembered, so that a file put back is found. */
  function remembered(find: () => Promise<Buffer>): Promise<Buffer> {
    key ??= find()
    key.catch(() => (key = null))
    return key
  }

  return {
    async seal(text) {
      const secret = await remembered(async () => (await readKey(file)) ?? makeKey(folder))
      const nonce = randomBytes(sizes.nonce)
      const sealing = createCipheriv(cipher, secret, nonce)
      const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()])
      return `${version}.${Buffer.concat([nonce, sealing.getAuthTag(), sealed]).toString('base64')}`
    },

    async open(sealed) {
      const [format, data] = sealed.split('.')
      if (format !== version || data === undefined) return null
      try {
        const secret = await remembered(async () => {
          const found = await readKey(file)
          // Opening never makes a key: a new one could open nothing.
          if (!found) throw new Error('There is no key')
          return found
        })
        const bytes = Buffer.from(data, 'base64')
        const opening = createDecipheriv(cipher, secret, bytes.subarray(0, sizes.nonce))
        opening.setAuthTag(bytes.subarray(sizes.nonce, sizes.nonce + sizes.tag))
        const text = opening.update(bytes.subarray(sizes.nonce + sizes.tag))
        return Buffer.concat([text, opening.final()]).toString('utf8')
      } catch {
        return null
      }
    },
  }
}

async function readKey(file: string): Promise<Buffer | null> {
  try {
    const key = await readFile(file)
    if (key.length === sizes.key) return key
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  throw new Error(
    `The key file ${file} is damaged. Put back a copy of it, or move it away to start with a new key.`,
  )
}

async function makeKey(folder: string): Promise<Buffer> {
  const key = randomBytes(sizes.key)
  await writePrivateFile(folder, keyFile, key)
  return key
}
