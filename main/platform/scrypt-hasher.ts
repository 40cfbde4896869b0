import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { PasswordHasher } from '../domain/people/password-hasher'

/** OWASP's recommendation for scrypt: N = 2^15, r = 8, p = 3 (32 MiB); `maxmem` must exceed 128 * N * r. */
export const scryptStrength = { ln: 15, r: 8, p: 3 }
const maximumMemory = 128 * 2 ** 17 * 8

const phc = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

function scryptKey(password: string, salt: Buffer, { ln, r, p }: typeof scryptStrength): Promise<Buffer> {
  // NFKC: one password whatever keyboard composed it.
  const text = password.normalize('NFKC')
  return new Promise((resolve, reject) => {
    scrypt(text, salt, 32, { N: 2 ** ln, r, p, maxmem: maximumMemory }, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}

/** scrypt of Node's own OpenSSL, in PHC string format. Runs on the thread pool. Reads hashes of any strength. */
export function createScryptHasher(strength = scryptStrength): PasswordHasher {
  const derive = (password: string, salt: Buffer) => scryptKey(password, salt, strength)
  return {
    async hash(password) {
      const salt = randomBytes(16)
      const key = await derive(password, salt)
      return `$scrypt$ln=${strength.ln},r=${strength.r},p=${strength.p}$${unpadded(salt)}$${unpadded(key)}`
    },

    async verify(password, hash) {
      const [, ln, r, p, salt, key] = (hash === null ? null : phc.exec(hash)) ?? []
      if (!ln || !r || !p || !salt || !key) {
        await derive(password, Buffer.alloc(16))
        return false
      }
      const expected = Buffer.from(key, 'base64')
      const used = { ln: Number(ln), r: Number(r), p: Number(p) }
      const derived = await scryptKey(password, Buffer.from(salt, 'base64'), used)
      return expected.length === derived.length && timingSafeEqual(expected, derived)
    },
  }
}
