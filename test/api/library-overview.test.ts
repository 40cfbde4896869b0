import { expect, test } from 'vitest'
import { libraryOverview } from '../../shared/api/library-overview'
import type { TestHub } from '../helpers/hub'
import { ask, member } from './token-steps'
import { game, handheld, otherGame, play, savesHub, someSave } from './saves-steps'
import { tamper } from './household-steps'

async function overview(hub: TestHub, query = '') {
  const answer = await ask(hub, 'window', 'GET', `/api/library/overview?${query}`)
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return libraryOverview.answer.parse(answer.body)
}

const names = ({ games }: Awaited<ReturnType<typeof overview>>) => games.map(({ name }) => name)

test('every game with its saves, and when the last of them came', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  await play(hub, pocket, someSave())
  await hub.clock.advance(60_000)
  const last = new Date(hub.clock.now()).toISOString()
  await play(hub, pocket, someSave(), { slot: 'second' })
  const shown = await overview(hub)
  expect(shown.total).toBe(2)
  expect(shown.games).toMatchObject([
    { id: otherGame.id, saves: 0, last_arrived_at: null, is_missing: false, is_named_only: true },
    { id: game.id, platform_slug: 'gba', saves: 2, last_arrived_at: last },
  ])
})

test('what is deleted is no save any more, and nobody sees the saves of another person', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  const { id } = (await play(hub, pocket, someSave())).body as { id: number }
  const robin = await member(hub)
  expect((await overview(hub, `person=${robin.id}&show=saves`)).games).toEqual([])
  expect(await ask(hub, robin.as, 'GET', '/api/library/overview?person=1')).toMatchObject({ status: 403 })
  expect(await overview(hub, 'show=saves')).toMatchObject({ total: 1, games: [{ id: game.id, saves: 1 }] })
  await ask(hub, pocket.as, 'POST', '/api/saves/delete', { json: { saves: [id] } })
  expect(await overview(hub, 'show=saves')).toEqual({ total: 0, games: [] })
})

test('search, platform, missing ones, order and pages', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  await play(hub, pocket, someSave())
  expect(names(await overview(hub, 'search=OTHER'))).toEqual(['Other Game'])
  expect(names(await overview(hub, 'search=%20'))).toHaveLength(2)
  expect(await overview(hub, 'platform_id=99')).toEqual({ games: [], total: 0 })
  expect(names(await overview(hub, 'platform_id=2000001&order=recent'))).toEqual([
    'Test Game (USA)',
    'Other Game',
  ])
  expect(await overview(hub, 'limit=1&offset=1')).toMatchObject({ total: 2, games: [{ id: game.id }] })
  expect(await overview(hub, 'limit=1&offset=2')).toEqual({ games: [], total: 2 })
  await tamper(
    hub,
    `UPDATE games SET origin = 'folder', missing_at = ? WHERE id = ?`,
    '2026-03-02T12:00:00.000Z',
    otherGame.id,
  )
  expect(await overview(hub, 'show=missing')).toMatchObject({
    total: 1,
    games: [{ id: otherGame.id, is_missing: true, is_named_only: false }],
  })
})
