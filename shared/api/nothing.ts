import { z } from 'zod'

/** No path parameters, no query, or no body: whatever is sent is ignored (wire.md 18.1). */
export const nothing = z.object({})

/** The JSON body `null` that a handler without an answer sends (wire.md 1.1). */
export const nullAnswer = z.null()

/** `?person=<id>`: an owner acts for, or looks at, another person of the household (own.md). */
export const forPerson = z.object({
  person: z.coerce.number().int().positive().optional(),
})
