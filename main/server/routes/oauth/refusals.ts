import { type OAuthError, oauthPaths } from '../../../../shared/api/oauth'
import { isPollRefusal, type PollRefusal } from '../../../../shared/errors'
import { Malformed, TooMany } from '../../../domain/errors'
import type { Middleware, RequestContext } from '../../context'
import { InvalidFields } from '../../errors'
import { refuse } from '../../middleware/refusals'

/** For the developer of a client; programs read the word. */
const descriptions: Readonly<Record<PollRefusal, string>> = {
  authorization_pending: 'Nobody has decided yet.',
  slow_down: 'Wait five seconds longer between polls from now on.',
  access_denied: 'The request was denied.',
  expired_token: 'The device code is unknown, used or expired. Start again.',
}

/** What is refused at the standard door leaves as RFC 6749 section 5.2 says, whatever refused it. */
export const oauthRefusals: Middleware = async (context, next) => {
  try {
    await next()
  } catch (error) {
    refuse(context, error)
    // A request that cannot be read is 400 here, whatever is wrong with it.
    if (context.status === 415 || context.status === 422) context.status = 400
    context.body = bodyFor(error, context)
  }
}

function bodyFor(error: unknown, context: RequestContext): OAuthError {
  if (context.status >= 500) {
    return { error: 'server_error', error_description: 'The hub failed. Nothing was granted.' }
  }
  const description = error instanceof Error ? error.message : ''
  if (error instanceof InvalidFields) {
    return { error: 'invalid_request', error_description: 'A parameter is too long.' }
  }
  if (error instanceof TooMany) {
    // A client that polls knows what this word asks of it (RFC 8628 section 3.5).
    const word = context.path === oauthPaths.token ? 'slow_down' : 'temporarily_unavailable'
    return { error: word, error_description: description }
  }
  const word = error instanceof Malformed ? (error.word ?? 'invalid_request') : 'invalid_request'
  return { error: word, error_description: isPollRefusal(word) ? descriptions[word] : description }
}
