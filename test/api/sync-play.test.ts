import { expect, test } from 'vitest'
import { completeSync } from '../../shared/api/sync'
import { game, handheld, savesHub } from './saves-steps'
import { complete, negotiated } from './sync-steps'

test('W-42: more than a hundred stretches of play come with the end of one session', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  const { session_id: id } = await negotiated(hub, pocket, [])
  const start = Date.parse('2026-01-01T00:00:00Z')
  const played = Array.from({ length: 250 }, (_, index) => ({
    rom_id: game.id,
    start_time: new Date(start + index * 600_000).toISOString(),
    end_time: new Date(start + index * 600_000 + 300_000).toISOString(),
    duration_ms: 300_000,
  }))
  const answer = await complete(hub, pocket, id, { play_sessions: played })
  expect(answer).toMatchObject({ status: 200, body: { play_session_ingest: { created_count: 250 } } })
  const { results } = completeSync.answer.parse(answer.body).play_session_ingest ?? {}
  expect(results?.map(({ index, status }) => `${index} ${status}`)).toEqual(
    played.map((_, index) => `${index} created`),
  )
  expect(await complete(hub, pocket, id, { play_sessions: played })).toMatchObject({
    status: 200,
    body: { play_session_ingest: { created_count: 0, skipped_count: 250 } },
  })
})
