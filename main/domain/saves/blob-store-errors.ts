import { say } from '../../../shared/sentences/say'
/** More bytes than allowed. Nothing of them was kept. */
export class ContentTooLarge extends Error {
  override readonly name = 'ContentTooLarge'

  /** @param limit bytes. */
  constructor(readonly limit: number) {
    super(say('content.tooLarge', { bytes: limit }))
  }
}

/** The data folder takes no more bytes. Nothing of what was being written is visible; everything before is kept. */
export class StorageFull extends Error {
  override readonly name = 'StorageFull'

  constructor(options: ErrorOptions) {
    super(say('disk.full'), options)
  }
}

/** The data folder cannot be written to. Nothing changed. */
export class StorageReadOnly extends Error {
  override readonly name = 'StorageReadOnly'

  constructor(options: ErrorOptions) {
    super(say('disk.readOnly'), options)
  }
}

/** The disk failed. Nothing half-written is visible. */
export class StorageFailed extends Error {
  override readonly name = 'StorageFailed'

  constructor(options: ErrorOptions) {
    super(say('disk.failed'), options)
  }
}
