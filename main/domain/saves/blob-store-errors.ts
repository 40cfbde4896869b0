/** More bytes than allowed. Nothing of them was kept. */
export class ContentTooLarge extends Error {
  override readonly name = 'ContentTooLarge'

  /** @param limit bytes. */
  constructor(readonly limit: number) {
    super(`The content exceeds the maximum allowed size of ${limit} bytes. Nothing of it was kept.`)
  }
}

/** The data folder takes no more bytes. Nothing of what was being written is visible; everything before is kept. */
export class StorageFull extends Error {
  override readonly name = 'StorageFull'

  constructor(options: ErrorOptions) {
    super(
      'The disk that holds the data folder is full. This was not stored; everything stored before is kept. ' +
        'Free some disk space, then try again.',
      options,
    )
  }
}

/** The data folder cannot be written to. Nothing changed. */
export class StorageReadOnly extends Error {
  override readonly name = 'StorageReadOnly'

  constructor(options: ErrorOptions) {
    super(
      'Roost may not write to its data folder. This was not stored; everything stored before is kept. ' +
        'Give your account the right to write there, or make the disk writable, then try again.',
      options,
    )
  }
}

/** The disk failed. Nothing half-written is visible. */
export class StorageFailed extends Error {
  override readonly name = 'StorageFailed'

  constructor(options: ErrorOptions) {
    super(
      'The disk that holds the data folder reported an error. This was not done; what was stored before was not ' +
        'touched. Check that the disk is connected and healthy, then try again.',
      options,
    )
  }
}
