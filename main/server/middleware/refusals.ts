import type { Middleware, RequestContext } from '../context'
import { answerFor } from '../errors'

/** Turns everything that is thrown behind it into an answer: the only way an error leaves. */
export const refusals: Middleware = async (context, next) => {
  try {
    await next()
  } catch (error) {
    refuse(context, error)
  }
}

/** Answers with what may leave of an error, and logs it if it is a fault of ours. */
export function refuse(context: RequestContext, error: unknown): void {
  const answer = answerFor(error)
  if (answer.isFault) context.state.log.error({ err: error }, 'a request failed by a fault of the hub')
  context.status = answer.status
  context.set({ ...answer.headers })
  context.body = answer.body
}
