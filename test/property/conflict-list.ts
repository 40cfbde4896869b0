import { z } from 'zod'
export const conflictList = z.array(
  z.object({
    id: z.number(),
    head_version_id: z.number().nullable(),
    held_version_id: z.number().nullable(),
  }),
)
