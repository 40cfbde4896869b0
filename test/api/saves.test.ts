import { describe, expect, test } from 'vitest'
import { ask } from './token-steps'
import {
  bytesOfVersion,
  contentOf,
  game,
  handheld,
  history,
  play,
  saveOf,
  savesHub,
  savesOf,
  send,
  someSave,
  upload,
} from './saves-steps'

describe('an upload', () => {
  test('is listed, told and given back byte for byte, with one time everywhere', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const bytes = someSave(40_000)
    const made = saveOf(await play(hub, pocket, bytes, { emulator: 'mGBA' }))
    expect(made).toMatchObject({
      rom_id: game.id,
      slot: 'autosave',
      emulator: 'mGBA',
      file_name: 'Test Game (USA) [2026-03-01_12-00-00].srm',
      file_name_no_ext: 'Test Game (USA) [2026-03-01_12-00-00]',
      file_name_no_tags: 'Test Game',
      file_extension: 'srm',
      file_size_bytes: 40_000,
      download_path: `/api/saves/${made.id}/content`,
      origin_device_id: pocket.id,
      updated_at: '2026-03-01T12:00:00.000Z',
      device_syncs: [{ device_id: pocket.id, device_name: 'Pocket', is_current: true, is_untracked: false }],
    })
    expect(made.id).toBeGreaterThan(1_000_000)
    expect(await savesOf(hub, pocket.as, `rom_id=${game.id}&device_id=${pocket.id}`)).toEqual([made])
    const one = await ask(hub, pocket.as, 'GET', `/api/saves/${made.id}?device_id=${pocket.id}`)
    expect(saveOf(one)).toEqual(made)
    expect(await contentOf(hub, pocket.as, made.id)).toEqual(bytes)
  })

  test('a retry is the same version', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const bytes = someSave()
    const first = saveOf(await play(hub, pocket, bytes))
    expect(saveOf(await play(hub, pocket, bytes))).toEqual(first)
    expect(await history(hub)).toHaveLength(1)
  })

  test('of a device that did not see the head is refused, and kept', async () => {
    const hub = await savesHub()
    const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
    const [head, lost] = [someSave(), someSave()]
    saveOf(await play(hub, pocket, head))
    expect(await play(hub, deck, lost)).toMatchObject({
      status: 409,
      body: { detail: 'Slot has a newer save since your last sync' },
    })
    const versions = await history(hub)
    expect(versions.map(({ state }) => state)).toEqual(['held', 'head'])
    expect(await bytesOfVersion(hub, versions[0]?.id ?? 0)).toEqual(lost)
    expect(await savesOf(hub, deck.as)).toHaveLength(1)
  })

  test('survives a restart of the hub', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const bytes = someSave()
    const { id } = saveOf(await play(hub, pocket, bytes))
    await hub.restart()
    expect(await contentOf(hub, pocket.as, id)).toEqual(bytes)
  })

  test('takes a range, and says exactly how long it is', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const bytes = someSave(1_000)
    const { id } = saveOf(await upload(hub, pocket.as, { bytes, query: { slot: 'x' } }))
    const part = await send(hub, pocket.as, 'GET', `/api/saves/${id}/content`, {
      headers: { range: 'bytes=10-19' },
    })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe('bytes 10-19/1000')
    expect(part.headers.get('content-length')).toBe('10')
    expect(part.bytes).toEqual(bytes.subarray(10, 20))
  })
})
