import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { PasswordHasher } from '../domain/people/password-hasher'

/** OWASP's recommendation for scrypt: N = 2^15, r = 8, p = 3 (32 MiB); `maxmem` must exceed 128 * N * r. */
const strength = { ln: 15, r: 8, p: 3 } as const
const maximumMemory = 128 * 2 ** 17 * 8

const phc = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

function derive(password: string, salt: Buffer, ln: number, r: number, p: number): Promise<Buffer> {
  // NFKC: one password whatever keyboard composed it.
  const text = password.normalize('NFKC')
  return new Promise((resolve, reject) => {
    scrypt(text, salt, 32, { N: 2 ** ln, r, p, maxmem: maximumMemory }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}

/** scrypt of Node's own OpenSSL, in PHC string format. Runs on the thread pool. */
export const scryptHasher: PasswordHasher = {
  async hash(password) {
    const salt = randomBytes(16)
    const key = await derive(password, salt, strength.ln, strength.r, strength.p)
    return `$scrypt$ln=${strength.ln},r=${strength.r},p=${strength.p}$${unpadded(salt)}$${unpadded(key)}`
  },

  async verify(password, hash) {
    const [, ln, r, p, salt, key] = (hash === null ? null : phc.exec(hash)) ?? []
    if (!ln || !r || !p || !salt || !key) {
      await derive(password, Buffer.alloc(16), strength.ln, strength.r, strength.p)
      return false
    }
    const expected = Buffer.from(key, 'base64')
    const derived = await derive(password, Buffer.from(salt, 'base64'), Number(ln), Number(r), Number(p))
    return expected.length === derived.length && timingSafeEqual(expected, derived)
  },
}
