import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { TestHub } from '../helpers/hub'
import { RawConnection, requestText } from './raw-connection'
import {
  game,
  handheld,
  type Handheld,
  history,
  multipart,
  type Part,
  saveOf,
  savesHub,
  savesOf,
  send,
  someSave,
  upload,
} from './saves-steps'

const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), someSave(100)])
const picture = (bytes: Uint8Array, fileName = 'Test Game.png'): Part => ({
  field: 'screenshotFile',
  fileName,
  bytes,
})

/** Every file of the blob store, finished or not. */
async function stored(hub: TestHub): Promise<string[]> {
  const entries = await readdir(hub.dataFolder, { recursive: true, withFileTypes: true })
  // The folder of the contents is made with the first of them.
  return entries
    .filter((entry) => entry.isFile() && join(entry.parentPath, entry.name).includes('/blobs/'))
    .map(({ name }) => name)
}

function post(hub: TestHub, { as }: Handheld, parts: readonly Part[], query = '') {
  const { type, body } = multipart(parts)
  const path = `/api/saves?rom_id=${game.id}&slot=autosave${query}`
  return send(hub, as, 'POST', path, { body, headers: { 'content-type': type } })
}

async function refused(parts: readonly Part[], query = '') {
  const hub = await savesHub()
  const answer = await post(hub, await handheld(hub), parts, query)
  expect(await stored(hub)).toEqual([])
  expect(await history(hub)).toEqual([])
  return answer
}

const save: Part = { field: 'saveFile', fileName: 'Game.srm', bytes: someSave() }

describe('a refused upload leaves nothing', () => {
  test.each([
    ['without a file', [], { status: 400, body: { detail: 'No save file was provided' } }],
    [
      'without a file name',
      [{ field: 'saveFile', bytes: someSave() }],
      { status: 400, body: { detail: 'Save file has no filename' } },
    ],
    [
      'with an unusable name',
      [{ ...save, fileName: '..' }],
      {
        status: 400,
        body: { detail: 'Invalid save filename: Filename cannot be empty after sanitization' },
      },
    ],
    ['with two saves', [save, save], { status: 400 }],
    [
      'W-74: with a page for a picture',
      [save, picture(Buffer.from('<svg onload=alert(1)>'))],
      { status: 400 },
    ],
    ['W-74: with a picture of an unusable name', [save, picture(png, '???')], { status: 400 }],
    [
      'with too large a picture',
      [save, picture(Buffer.concat([png, Buffer.alloc(8 * 1024 * 1024)]))],
      { status: 413, body: { detail: 'Screenshot file exceeds the maximum allowed size of 8388608 bytes' } },
    ],
  ] as [string, Part[], { status: number }][])('%s', async (_name, parts, expected) => {
    expect(await refused(parts)).toMatchObject(expected)
  })

  test.each(['../x', '/etc', '..', 'a/b', 'a\\b', 'x'.repeat(51), 'a\u0007'])(
    'W-12: with the emulator %j',
    async (emulator) => {
      const answer = await refused([save], `&emulator=${encodeURIComponent(emulator)}`)
      expect(answer).toMatchObject({ status: 422 })
    },
  )

  test('that is not multipart, or has no boundary', async () => {
    const hub = await savesHub()
    const { as } = await handheld(hub)
    const path = `/api/saves?rom_id=${game.id}`
    const body = Buffer.from('{}')
    for (const [type, status] of [
      ['application/json', 415],
      ['multipart/form-data; x=y', 400],
    ] as const) {
      expect(await send(hub, as, 'POST', path, { body, headers: { 'content-type': type } })).toMatchObject({
        status,
      })
    }
    expect(await stored(hub)).toEqual([])
  })

  test('that says it is larger than allowed, before a byte of it is read', async () => {
    const hub = await savesHub()
    const { as } = await handheld(hub)
    const connection = await RawConnection.open(hub)
    connection.send(
      requestText(`POST /api/saves?rom_id=${game.id}`, [
        `Host: ${new URL(hub.url).host}`,
        `Authorization: ${as}`,
        'Content-Type: multipart/form-data; boundary=b',
        'Content-Length: 99999999999',
        'Expect: 100-continue',
      ]),
    )
    const reply = await connection.reply()
    expect(reply.status).toBe(413)
    expect(reply.body).toContain('Request body exceeds the maximum allowed size of')
    connection.destroy()
  })

  test('of a caller that was not let in, before a byte of it is read (W-15)', async () => {
    const hub = await savesHub()
    const { type, body } = multipart([save])
    expect(
      await send(hub, 'nobody', 'POST', `/api/saves?rom_id=${game.id}`, {
        body,
        headers: { 'content-type': type },
      }),
    ).toMatchObject({ status: 401 })
    expect(await stored(hub)).toEqual([])
  })

  test('that breaks off', async () => {
    const hub = await savesHub()
    const { as } = await handheld(hub)
    const { type, body } = multipart([{ ...save, bytes: someSave(300_000) }])
    const connection = await RawConnection.open(hub)
    connection.send(
      requestText(`POST /api/saves?rom_id=${game.id}`, [
        `Host: ${new URL(hub.url).host}`,
        `Authorization: ${as}`,
        `Content-Type: ${type}`,
        `Content-Length: ${body.length}`,
      ]),
    )
    connection.send(body.subarray(0, 200_000))
    connection.hangUp()
    await connection.closed()
    expect(await savesOf(hub, as)).toEqual([])
    await expect.poll(() => stored(hub)).toEqual([])
  })
})

describe('names and paths', () => {
  test.each([
    'Ünï cødé 日本.srm',
    'say "hi".srm',
    'a;b=c.srm',
    "it's 100%.srm",
    'Game e\u0301.srm',
    'CON.srm',
  ])('the slotless file %j keeps its name', async (name) => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const made = saveOf(await upload(hub, pocket.as, { name, query: { device_id: pocket.id } }))
    expect(made.file_name).toBe(name)
    const answer = await send(hub, pocket.as, 'GET', made.download_path)
    expect(answer.headers.get('content-disposition')).toContain(
      `filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`,
    )
  })

  test.each([
    ['raw UTF-8', Buffer.from('filename="Pokémon 日本.srm"'), 'Pokémon 日本.srm'],
    ['raw UTF-8 that reads as latin1 too', Buffer.from('filename="Ã©.srm"'), 'Ã©.srm'],
    ['latin1, as old programs write it', Buffer.from('filename="Pok\xe9mon.srm"', 'latin1'), 'Pokémon.srm'],
    [
      'filename* beside an ASCII stand-in (RFC 7578 section 4.2)',
      Buffer.from(`filename="Pokemon.srm"; filename*=UTF-8''Pok%C3%A9mon%20%E6%97%A5.srm`),
      'Pokémon 日.srm',
    ],
    ['filename* in latin1', Buffer.from(`filename*=ISO-8859-1''Pok%E9mon.srm`), 'Pokémon.srm'],
    ['quotes escaped with a backslash', Buffer.from('filename="say \\"hi\\".srm"'), 'say "hi".srm'],
    ['no quotes at all', Buffer.from('filename=plain.srm'), 'plain.srm'],
  ])('a name is what its sender meant: %s', async (_how, written, name) => {
    const hub = await savesHub()
    const { as, id } = await handheld(hub)
    const body = Buffer.concat([
      Buffer.from('--b\r\nContent-Disposition: form-data; name="saveFile"; '),
      written,
      Buffer.from('\r\nContent-Type: application/octet-stream\r\n\r\nsaved\r\n--b--\r\n'),
    ])
    const answer = await send(hub, as, 'POST', `/api/saves?rom_id=${game.id}&device_id=${id}`, {
      body,
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    })
    expect(saveOf(answer).file_name).toBe(name)
  })

  test('two latin1 names are two files', async () => {
    const hub = await savesHub()
    const { as, id } = await handheld(hub)
    for (const name of ['a\xe9.srm', 'a\xe8.srm']) {
      const { type, body } = multipart([{ field: 'saveFile', fileName: 'NAME', bytes: someSave() }])
      const at = body.indexOf('NAME')
      const sent = Buffer.concat([body.subarray(0, at), Buffer.from(name, 'latin1'), body.subarray(at + 4)])
      const path = `/api/saves?rom_id=${game.id}&device_id=${id}`
      saveOf(await send(hub, as, 'POST', path, { body: sent, headers: { 'content-type': type } }))
    }
    expect(await savesOf(hub, as)).toHaveLength(2)
  })

  test('names that differ in case or Unicode form only are different files', async () => {
    const hub = await savesHub()
    const { as, id } = await handheld(hub)
    for (const name of ['game.srm', 'GAME.srm', '\u00e9.srm', 'e\u0301.srm']) {
      saveOf(await upload(hub, as, { name, query: { device_id: id } }))
    }
    expect(await savesOf(hub, as)).toHaveLength(4)
  })

  test('W-72, W-73: a download is a plain path, octet-stream, an attachment and no document', async () => {
    const hub = await savesHub()
    const { as, id } = await handheld(hub)
    const made = saveOf(
      await upload(hub, as, {
        name: 'page.html',
        bytes: Buffer.from('<script>'),
        query: { device_id: id },
      }),
    )
    expect(made.download_path).toBe(`/api/saves/${made.id}/content`)
    const { headers } = await send(hub, as, 'GET', made.download_path)
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(headers.get('content-disposition')).toMatch(/^attachment;/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain('sandbox')
  })
})

test('W-74: a picture is shown with its save, and read back', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  const made = saveOf(await post(hub, pocket, [save, picture(png)], `&device_id=${pocket.id}`))
  expect(made.screenshot).toMatchObject({ file_name: 'Test Game.png', file_size_bytes: png.length })
  expect((await savesOf(hub, pocket.as))[0]?.screenshot).toEqual(made.screenshot)
  const answer = await send(hub, pocket.as, 'GET', made.screenshot?.download_path ?? '')
  expect(answer.bytes).toEqual(png)
  expect(answer.headers.get('content-type')).toBe('image/png')
})
