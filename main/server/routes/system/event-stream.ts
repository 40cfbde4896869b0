import type { Router } from '@koa/router'
import { PassThrough } from 'node:stream'
import { events as eventsEndpoint } from '../../../../shared/api/health'
import { say } from '../../../../shared/sentences/say'
import { Unavailable } from '../../../domain/errors'
import type { LoggedEvent } from '../../../domain/events/event-log'
import { isRevoked } from '../../../domain/identity/revocations'
import type { Principal } from '../../../domain/identity/principal'
import { answered, bind, principalOf } from '../../bind'
import type { RequestContext, RequestState } from '../../context'
import type { Services } from '../../services'

/** Milliseconds between signs of life, well below the idle limits of proxies. */
const heartbeatEvery = 15_000

/** Characters a reader may leave unread before its stream is ended; it reconnects and resumes. */
const backlogLimit = 256 * 1024

/** `GET /api/events` (own.md). */
export function eventRoutes(router: Router<RequestState>, services: Services): void {
  bind(router, eventsEndpoint, ({ context }) => {
    openStream(context, principalOf(context), services)
    return answered
  })
}

function openStream(context: RequestContext, principal: Principal, services: Services): void {
  if (services.revocations.isOver) throw new Unavailable(say('health.stopping'))
  const stream = new PassThrough()
  stream.write('retry: 2000\n\n')
  const send = (logged: LoggedEvent) => {
    if (stream.writableEnded || !maySee(principal, logged)) return
    const { id, event } = logged
    if (stream.writableLength > backlogLimit) stream.end()
    else stream.write(`id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
  }
  const endings = [
    services.events.subscribe(send),
    services.revocations.subscribe((revocation) => {
      if (isRevoked(principal, revocation)) stream.end()
    }),
    keepAlive(services, stream),
    endWithToken(services, principal, stream),
  ]
  stream.on('close', () => {
    for (const end of endings) end()
  })
  context.req.socket.setTimeout(0)
  context.type = 'text/event-stream'
  context.set('X-Accel-Buffering', 'no')
  context.status = 200
  context.body = stream
  const lastId = context.req.headers['last-event-id']
  if (typeof lastId === 'string') services.events.since(lastId).forEach(send)
}

function maySee(principal: Principal, { audience }: LoggedEvent): boolean {
  return (
    audience === 'everyone' || audience.personId === principal.person.id || principal.person.role === 'admin'
  )
}

/** An access token is good for a while, and so is a stream opened with it. */
function endWithToken({ clock }: Services, { grant }: Principal, stream: PassThrough): () => void {
  if (!grant) return () => undefined
  return clock.after(Date.parse(grant.accessExpiresAt) - clock.now(), () => stream.end())
}

function keepAlive(services: Services, stream: PassThrough): () => void {
  const beat = () => {
    stream.write(': still here\n\n')
    cancel = services.clock.after(heartbeatEvery, beat)
  }
  let cancel = services.clock.after(heartbeatEvery, beat)
  return () => cancel()
}
