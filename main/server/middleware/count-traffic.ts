import { finished, Readable } from 'node:stream'
import type { Middleware } from 'koa'
import type { Traffic } from '../../domain/network/traffic'
import type { RequestState } from '../context'

/** Counts contents on their way in (multipart) and out (answers of bytes); an event stream is none. */
export function countTraffic(traffic: Traffic): Middleware<RequestState> {
  return async (context, next) => {
    const isUpload = Boolean(context.is('multipart/*'))
    // An answer that is over already is told too.
    if (isUpload) finished(context.res, traffic.begin())
    await next()
    if (isUpload || !isContent(context.body) || context.response.is('text/event-stream')) return
    finished(context.res, traffic.begin())
  }
}

/** Whatever else is answered is text. */
function isContent(body: unknown): boolean {
  return body instanceof Readable || body instanceof Uint8Array
}
