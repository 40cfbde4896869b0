import { z } from 'zod'

/** An id in a query, where zero behaves as absent (wire.md 6.4): null for both. */
export const optionalId = z.coerce
  .number()
  .int()
  .min(0)
  .optional()
  .transform((id) => (id === undefined || id === 0 ? null : id))
