import { expect, test } from 'vitest'
import { lineOf, merged, renamed, unbin } from './lines-steps'
import { game, handheld, play, saveOf, savesHub, someSave } from './saves-steps'
import { ask } from './token-steps'

async function pocketHub() {
  const hub = await savesHub()
  return { hub, pocket: await handheld(hub) }
}

test('what a person does to saves is written down, with the game and the slot', async () => {
  const { hub, pocket } = await pocketHub()
  const first = saveOf(await play(hub, pocket, someSave(), { slot: 'default' }))
  const head = saveOf(await play(hub, pocket, someSave(), { slot: 'default' }))
  saveOf(await play(hub, pocket, someSave()))
  const { id } = await lineOf(hub, 'default')
  await ask(hub, 'window', 'POST', `/api/versions/${first.id}/restore`, { json: { head: head.id } })
  await ask(hub, pocket.as, 'POST', '/api/saves/delete', { json: { saves: [first.id] } })
  await unbin(hub, [first.id])
  await renamed(hub, id, 'old')
  await merged(hub, id, (await lineOf(hub, 'autosave')).id)
  const entries = (await ask(hub, 'window', 'GET', '/api/activity')).body as Record<string, unknown>[]
  const about = entries.filter(({ kind }) => String(kind).startsWith('save.'))
  expect(about.map(({ kind, method, subject }) => [kind, method, subject])).toEqual([
    ['save.merged', 'window', 'Test Game (USA) (old)'],
    ['save.renamed', 'window', 'Test Game (USA) (default)'],
    ['save.restored', 'window', 'Test Game (USA) (default)'],
    ['save.deleted', 'token', 'Test Game (USA) (default)'],
    ['save.restored', 'window', 'Test Game (USA) (default)'],
  ])
  expect(about).toMatchObject(about.map(() => ({ subject_id: String(id), actor_name: 'owner' })))
})

test('an upload says when a game was last played, also with bytes that are known (W-03)', async () => {
  const { hub, pocket } = await pocketHub()
  const lastPlayed = async () => {
    const rom = (await ask(hub, 'window', 'GET', `/api/roms/${game.id}`)).body
    return (rom as { rom_user: { last_played: string } | null }).rom_user?.last_played
  }
  expect(await lastPlayed()).toBeUndefined()
  const bytes = someSave()
  const { updated_at } = saveOf(await play(hub, pocket, bytes))
  expect(await lastPlayed()).toBe(updated_at)
  await ask(hub, 'window', 'PUT', `/api/roms/${game.id}/props`, { json: { rating: 7 } })
  await hub.clock.advance(60_000)
  saveOf(await play(hub, pocket, bytes))
  expect(await lastPlayed()).toBe(new Date(Date.parse(updated_at) + 60_000).toISOString())
  const rom = await ask(hub, 'window', 'GET', `/api/roms/${game.id}`)
  expect(rom.body).toMatchObject({ rom_user: { rating: 7 } })
})
