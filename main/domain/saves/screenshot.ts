import { Malformed } from '../errors'
import type { Screenshot } from './save-line'
import { sanitisedName } from './save-names'

/** A picture that was looked at and not stored yet. */
export interface CheckedScreenshot {
  readonly bytes: Uint8Array
  readonly fileName: string
  readonly type: Screenshot['type']
}

/** Looks at a picture before anything is stored (W-74). @throws Malformed */
export function checkScreenshot(bytes: Uint8Array, uploaded: string): CheckedScreenshot {
  const fileName = sanitisedName(uploaded, 'screenshot')
  const type = typeOf(bytes)
  if (!type) throw new Malformed('Invalid screenshot: it is not a PNG, JPEG or WebP picture')
  return { bytes, fileName, type }
}

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const jpeg = [0xff, 0xd8, 0xff]
const riff = [...Buffer.from('RIFF')]
const webp = [...Buffer.from('WEBP')]

function typeOf(bytes: Uint8Array): Screenshot['type'] | null {
  const startsWith = (magic: readonly number[], at = 0) =>
    magic.every((byte, index) => bytes[at + index] === byte)
  if (startsWith(png)) return 'image/png'
  if (startsWith(jpeg)) return 'image/jpeg'
  if (startsWith(riff) && startsWith(webp, 8)) return 'image/webp'
  return null
}
