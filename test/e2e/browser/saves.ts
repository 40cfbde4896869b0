import { addGames } from '../../../shared/api/library'
import { type Save, save } from '../../../shared/api/saves'
import { asOwner } from './household'

/** Adds games by name and tells their ids, in the same order. */
export async function gamesNamed(
  hub: string,
  platform: string,
  ...names: readonly string[]
): Promise<number[]> {
  const body = { platform, names: [...names] }
  const { lines } = addGames.answer.parse(await asOwner(hub, 'POST', addGames.path, body))
  return lines.map(({ rom_id }) => rom_id ?? 0)
}

export interface Played {
  readonly game: number
  readonly bytes: Uint8Array
  readonly slot?: string
  readonly name?: string
  readonly screenshot?: Uint8Array
}

/** A handheld stores a save, as they do after playing; its token says which device it is. Answers status and save. */
export async function play(
  hub: string,
  { token }: { readonly token: string },
  { game, bytes, slot = 'autosave', name = 'game.srm', screenshot }: Played,
): Promise<{ status: number; save: Save | null }> {
  const form = new FormData()
  form.append('saveFile', new Blob([Uint8Array.from(bytes)]), name)
  if (screenshot) form.append('screenshotFile', new Blob([Uint8Array.from(screenshot)]), 'game.png')
  const query = new URLSearchParams({ rom_id: String(game), slot })
  const response = await fetch(`${hub}/api/saves?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  })
  const text = await response.text()
  return { status: response.status, save: response.ok ? save.parse(JSON.parse(text)) : null }
}
