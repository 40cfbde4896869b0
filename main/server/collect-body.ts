import type { IncomingMessage } from 'node:http'

/** The body is longer than it may be. */
export class BodyTooLarge extends Error {}

/**
 * All bytes of a body. What is not read of one that is refused stays in the connection, for whoever drains it.
 * @throws BodyTooLarge before anything is read if its announced length says so; any other error for a broken transfer.
 */
export function collectBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let length = 0
    const stop = () => {
      request.off('data', onData).off('end', onEnd).off('error', fail).off('close', onClose)
    }
    const fail = (error: Error) => {
      stop()
      request.pause()
      reject(error)
    }
    const onData = (part: Buffer) => {
      length += part.length
      if (length > limit) fail(new BodyTooLarge())
      else parts.push(part)
    }
    const onEnd = () => {
      stop()
      resolve(Buffer.concat(parts, length))
    }
    const onClose = () => fail(new Error('The connection ended in the middle of the body'))
    if (Number(request.headers['content-length'] ?? 0) > limit) fail(new BodyTooLarge())
    else if (!request.readable) onClose()
    else request.on('data', onData).on('end', onEnd).on('error', fail).on('close', onClose)
  })
}
