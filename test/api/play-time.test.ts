import { expect, test } from 'vitest'
import { getPlayTime } from '../../shared/api/play-sessions'
import { hour, ingested, listed, player } from './play-steps'
import { game, otherGame, savesHub } from './saves-steps'
import { ask, member } from './token-steps'

test('play time is told by game and device, and by day of the asker', async () => {
  const hub = await savesHub()
  const [pocket, deck] = [await player(hub, 'Pocket'), await player(hub, 'Deck')]
  const at = (text: string, rom_id: number) => ({
    rom_id,
    start_time: text,
    end_time: new Date(Date.parse(text) + hour).toISOString(),
    duration_ms: hour,
  })
  const today = new Date(hub.clock.now()).toISOString().slice(0, 10)
  const before = (days: number) => new Date(Date.parse(today) - days * 24 * hour).toISOString().slice(0, 10)
  await ingested(hub, pocket.as, [
    at(`${before(1)}T10:00:00Z`, game.id),
    at(`${before(1)}T22:30:00Z`, game.id),
    at(`${before(90)}T10:00:00Z`, game.id),
  ])
  await ingested(hub, deck.as, [at(`${before(2)}T10:00:00Z`, game.id)])
  await ingested(hub, deck.as, [at(`${before(2)}T15:00:00Z`, otherGame.id)])
  const time = async (query = '') => {
    const answer = await ask(hub, 'window', 'GET', `/api/play-time${query}`)
    expect(answer, answer.text).toMatchObject({ status: 200 })
    return getPlayTime.answer.parse(answer.body)
  }
  expect(await time()).toMatchObject({ total_ms: 5 * hour, played: { length: 3 } })
  const { total_ms, played, days } = await time(`?rom_id=${game.id}`)
  expect(total_ms).toBe(4 * hour)
  expect(played).toMatchObject([
    { rom_id: game.id, device_id: pocket.id, device_name: 'Pocket', sessions: 3, duration_ms: 3 * hour },
    { rom_id: game.id, device_id: deck.id, device_name: 'Deck', sessions: 1, duration_ms: hour },
  ])
  expect(days).toEqual([
    { date: before(2), duration_ms: hour },
    { date: before(1), duration_ms: 2 * hour },
  ])
  expect((await time(`?rom_id=${game.id}&utc_offset=120`)).days.at(-1)).toEqual({
    date: today,
    duration_ms: hour,
  })
  // Two entries of one machine are one line.
  await ask(hub, 'window', 'POST', `/api/devices/${deck.id}/merge`, { json: { into: pocket.id } })
  expect((await time(`?rom_id=${game.id}`)).played).toMatchObject([{ device_id: pocket.id, sessions: 4 }])
  expect(await listed(hub, 'window', `?device_id=${deck.id}`)).toHaveLength(5)
  const { as, id } = await member(hub)
  await ingested(hub, as, [at(`${before(1)}T10:00:00Z`, game.id)])
  expect(await time(`?person=${id}`)).toMatchObject({ person_id: id, total_ms: hour })
  expect(await ask(hub, as, 'GET', '/api/play-time')).toMatchObject({ status: 200, body: { total_ms: hour } })
})
