import type { Router } from '@koa/router'
import {
  deletePlaySession,
  getPlayTime,
  ingestPlaySessions,
  listPlaySessions,
  type PlaySession as WirePlaySession,
  restorePlaySession,
} from '../../../../shared/api/play-sessions'
import { iso } from '../../../domain/clock'
import { momentOf } from '../../../domain/play/play-entry'
import type { PlaySession } from '../../../domain/play/play-session'
import { bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'

/** wire.md section 8, and how long somebody played. */
export function playRoutes(router: Router<RequestState>, { play, people }: Services): void {
  bind(router, ingestPlaySessions, ({ body, context }) =>
    play.receive(principalOf(context), body.device_id ?? null, body.sessions),
  )

  bind(router, listPlaySessions, async ({ query, context }) => {
    const sessions = await play.list(principalOf(context), {
      gameId: query.rom_id,
      deviceId: query.device_id || null,
      startAfter: storedMoment(query.start_after),
      endBefore: storedMoment(query.end_before),
      limit: query.limit,
      offset: query.offset,
    })
    return sessions.map(presentPlaySession)
  })

  bind(router, deletePlaySession, async ({ params, context }) => {
    await play.remove(principalOf(context), params.id)
    return {}
  })

  bind(router, restorePlaySession, async ({ params, context }) =>
    presentPlaySession(await play.restore(principalOf(context), params.id)),
  )

  bind(router, getPlayTime, async ({ query, context }) => {
    const { id } = await people.lookingAt(principalOf(context), query.person)
    const chart = { days: query.days, utcOffset: query.utc_offset }
    const { played, days } = await play.time(id, query.rom_id ?? null, chart)
    return {
      person_id: id,
      total_ms: played.reduce((sum, { durationMs }) => sum + durationMs, 0),
      played: played.map((each) => ({
        rom_id: each.gameId,
        device_id: each.deviceId,
        device_name: each.deviceName,
        sessions: each.sessions,
        duration_ms: each.durationMs,
        last_played: each.lastPlayed,
      })),
      days: days.map(({ date, durationMs }) => ({ date, duration_ms: durationMs })),
    }
  })
}

function storedMoment(said: string | undefined): string | null {
  return said === undefined ? null : iso(momentOf(said))
}

function presentPlaySession(session: PlaySession): WirePlaySession {
  return {
    id: session.id,
    user_id: session.personId,
    device_id: session.deviceId,
    rom_id: session.gameId,
    sync_session_id: session.syncSessionId,
    save_slot: session.saveSlot,
    start_time: session.startTime,
    end_time: session.endTime,
    duration_ms: session.durationMs,
    created_at: session.createdAt,
    updated_at: session.createdAt,
  }
}
