import { z } from 'zod'

/** One refused field, in the shape of wire.md 1.3. */
export const fieldProblem = z.object({
  type: z.string(),
  loc: z.array(z.union([z.string(), z.number()])),
  msg: z.string(),
  input: z.unknown(),
})
export type FieldProblem = z.infer<typeof fieldProblem>

/** The body of every refusal. `error` stands beside `detail` only where RFC 8628 has a word for it (W-23). */
export const refusalBody = z.object({
  detail: z.union([z.string(), z.array(fieldProblem), z.record(z.string(), z.unknown())]),
  error: z.string().optional(),
})
export type RefusalBody = z.infer<typeof refusalBody>

/** The words a polling device reads (wire.md 3.6; RFC 8628 section 3.5). */
export const pollRefusals = ['authorization_pending', 'slow_down', 'access_denied', 'expired_token'] as const
export type PollRefusal = (typeof pollRefusals)[number]

/** Tells such a word. */
export function isPollRefusal(word: string): word is PollRefusal {
  return (pollRefusals as readonly string[]).includes(word)
}
