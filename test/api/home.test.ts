import { expect, test } from 'vitest'
import { home } from '../../shared/api/home'
import type { TestHub } from '../helpers/hub'
import { game, handheld, play, saveOf, savesHub, someSave } from './saves-steps'
import { ask, type Caller, member } from './token-steps'

async function homeOf(hub: TestHub, as: Caller = 'window', query = '') {
  const reply = await ask(hub, as, 'GET', `/api/home${query}`)
  expect(reply).toMatchObject({ status: 200 })
  return home.parse(reply.body)
}

test('says how many games have saves, and which came last, for one or for everybody', async () => {
  const hub = await savesHub()
  const empty = await homeOf(hub)
  expect(empty).toMatchObject({ saved_games: 0, last_save: null })
  expect(empty.games).toBeGreaterThan(0)

  const pocket = await handheld(hub)
  saveOf(await play(hub, pocket, someSave()))
  expect(await homeOf(hub)).toMatchObject({
    games: empty.games,
    saved_games: 1,
    last_save: { rom_id: game.id, device_id: pocket.id },
  })

  const kim = await member(hub, 'kim')
  expect(await homeOf(hub, 'window', `?person=${kim.id}`)).toMatchObject({ saved_games: 0, last_save: null })
  expect(await homeOf(hub, 'window', '?person=all')).toMatchObject({ saved_games: 1 })
  expect(await homeOf(hub, kim.as)).toMatchObject({ saved_games: 0, last_save: null })
  expect(await ask(hub, kim.as, 'GET', '/api/home?person=all')).toMatchObject({ status: 403 })
})
