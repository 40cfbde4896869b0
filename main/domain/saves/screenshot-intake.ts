import { Malformed } from '../errors'
import type { BlobStore } from './blob-store'
import type { UnitOfWork } from '../unit-of-work'
import type { Screenshot } from './save-line'
import { sanitisedName } from './save-names'

/** A picture that is durably stored, on its way to its row. */
export type PendingScreenshot = Pick<Screenshot, 'sha256' | 'sizeBytes' | 'fileName' | 'type'>

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

/** Stores a picture that was looked at. `settle` afterwards, as for a save. */
export async function storeScreenshot(
  blobs: BlobStore,
  unit: UnitOfWork,
  { bytes, fileName, type }: CheckedScreenshot,
): Promise<PendingScreenshot & { settle(): Promise<void> }> {
  const stored = await blobs.put([bytes], { limit: bytes.length })
  const isReferenced = () => unit.read.saves.isReferenced(stored.sha256)
  return {
    sha256: stored.sha256,
    sizeBytes: stored.size,
    fileName,
    type,
    async settle() {
      stored.release()
      if (stored.isNew && !(await isReferenced())) await blobs.remove(stored.sha256, isReferenced)
    },
  }
}

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const jpeg = [0xff, 0xd8, 0xff]

function typeOf(bytes: Uint8Array): Screenshot['type'] | null {
  const startsWith = (magic: readonly number[], at = 0) =>
    magic.every((byte, index) => bytes[at + index] === byte)
  const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0))
  if (startsWith(png)) return 'image/png'
  if (startsWith(jpeg)) return 'image/jpeg'
  if (startsWith(ascii('RIFF')) && startsWith(ascii('WEBP'), 8)) return 'image/webp'
  return null
}
