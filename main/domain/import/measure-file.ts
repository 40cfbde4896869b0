import { createHash } from 'node:crypto'
import { BlankDetector } from '../saves/blank'
import type { SourceFile } from './import-source'

/** What one pass over a file tells. */
export interface MeasuredFile {
  readonly sha256: string
  readonly isBlank: boolean
}

/** @throws whatever reading does, and the signal's reason. */
export async function measureFile(file: SourceFile, signal: AbortSignal): Promise<MeasuredFile> {
  const hash = createHash('sha256')
  const blank = new BlankDetector()
  for await (const piece of file.read()) {
    signal.throwIfAborted()
    hash.update(piece)
    blank.add(piece)
  }
  return { sha256: hash.digest('hex'), isBlank: blank.isBlank }
}
