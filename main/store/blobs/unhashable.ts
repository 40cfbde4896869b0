import type { NotHashedAsZip } from '../../domain/saves/content-hash'

/** The archive cannot be hashed as one. Says something about its bytes, never about the disk they are on. */
export class Unhashable extends Error {
  override readonly name = 'Unhashable'

  constructor(
    readonly reason: NotHashedAsZip,
    options?: ErrorOptions,
  ) {
    super(reason, options)
  }
}
