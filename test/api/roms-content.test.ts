import { execFileSync } from 'node:child_process'
import { writeFile, rm, symlink, mkdir, truncate, utimes } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'
import { describe, expect, test } from 'vitest'
import { openInside } from '../../main/platform/folder-reader'
import type { TestHub } from '../helpers/hub'
import { asOwner, call, hubForTest, hubWithPassword, ownerBasic } from './call'
import { addFolder, folderWith, hashAll, romsByFile } from './library-steps'

const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 251)

async function hubWith(files: Record<string, string | Uint8Array>) {
  const hub = await hubForTest()
  const folder = await folderWith(files)
  await addFolder(hub, folder)
  return { hub, folder, roms: await romsByFile(hub) }
}

/** The bytes of an answer, unlike its text. */
async function download(hub: TestHub, path: string, headers: Record<string, string> = {}) {
  const response = await hub.windowFetch(path, { headers })
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    bytes: new Uint8Array(await response.arrayBuffer()),
  }
}

async function unzip(archive: Uint8Array): Promise<Record<string, string>> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    fromBuffer(Buffer.from(archive), { lazyEntries: true }, (error, opened) =>
      error ? reject(error) : resolve(opened),
    )
  })
  const found: Record<string, string> = {}
  await new Promise<void>((resolve, reject) => {
    zip.on('end', resolve)
    zip.on('error', reject)
    zip.on('entry', (entry: Entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error)
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          found[entry.fileName] = Buffer.concat(chunks).toString()
          zip.readEntry()
        })
      })
    })
    zip.readEntry()
  })
  return found
}

describe('one file', () => {
  test('is sent whole with its exact length, whatever the last part of the path is', async () => {
    const { hub, roms } = await hubWith({ 'gba/Test Game (USA).gba': bytes })
    const rom = roms['Test Game (USA).gba']
    for (const name of [
      'Test%20Game.gba',
      'Test%2520Game%2520(USA).gba',
      'x',
      '..%2F..%2Fetc%2Fpasswd',
      '%5C..%5C',
      'CON',
    ]) {
      const got = await download(hub, `/api/roms/${rom?.id}/content/${name}?file_ids=${rom?.files[0]?.id}`)
      expect(got.status, name).toBe(200)
      expect(got.bytes).toEqual(bytes)
      expect(got.headers).toMatchObject({
        'content-length': '100000',
        'content-type': 'application/octet-stream',
        'content-security-policy': expect.stringContaining('sandbox'),
        'x-content-type-options': 'nosniff',
        'content-disposition': expect.stringMatching(/^attachment;/),
      })
    }
    const byFile = await download(hub, `/api/roms/${rom?.files[0]?.id}/files/content/x`)
    expect(byFile.bytes).toEqual(bytes)
  })

  test.each([
    ['bytes=0-9', 206, 0, 10, 'bytes 0-9/100000'],
    ['bytes=99990-', 206, 99_990, 10, 'bytes 99990-99999/100000'],
    ['bytes=-5', 206, 99_995, 5, 'bytes 99995-99999/100000'],
    ['bytes=99999-200000', 206, 99_999, 1, 'bytes 99999-99999/100000'],
    ['bytes=-200000', 206, 0, 100_000, 'bytes 0-99999/100000'],
    ['bytes=5-2', 200, 0, 100_000, undefined],
    ['bytes=0-1,5-6', 200, 0, 100_000, undefined],
    ['lines=1-2', 200, 0, 100_000, undefined],
  ])('range %s', async (range, status, start, length, contentRange) => {
    const { hub, roms } = await hubWith({ 'gba/Game.gba': bytes })
    const got = await download(hub, `/api/roms/${roms['Game.gba']?.id}/content/x`, { range })
    expect(got.status).toBe(status)
    expect(got.headers['content-length']).toBe(String(length))
    expect(got.headers['content-range']).toBe(contentRange)
    expect(got.bytes).toEqual(bytes.slice(start, start + length))
  })

  test.each(['bytes=100000-', 'bytes=-0'])('a range behind the end is 416: %s', async (range) => {
    const { hub, roms } = await hubWith({ 'gba/Game.gba': bytes })
    const got = await download(hub, `/api/roms/${roms['Game.gba']?.id}/content/x`, { range })
    expect(got).toMatchObject({ status: 416, headers: { 'content-range': 'bytes */100000' } })
  })

  test('a download of a file that changed meanwhile begins again', async () => {
    const { hub, folder, roms } = await hubWith({ 'gba/Game.gba': bytes })
    const path = `/api/roms/${roms['Game.gba']?.id}/content/x`
    const { etag = '' } = (await download(hub, path)).headers
    const resumed = { range: 'bytes=50-', 'if-range': etag }
    expect(await download(hub, path, resumed)).toMatchObject({ status: 206 })
    await writeFile(join(folder, 'gba/Game.gba'), 'another game')
    expect(await download(hub, path, resumed)).toMatchObject({
      status: 200,
      headers: { 'content-length': '12' },
    })
  })

  test('an empty file is sent as one', async () => {
    const { hub, roms } = await hubWith({ 'gba/Empty.gba': '' })
    const got = await download(hub, `/api/roms/${roms['Empty.gba']?.id}/content/x`)
    expect(got).toMatchObject({ status: 200, headers: { 'content-length': '0' } })
  })

  test('a client that goes away leaves no open file behind', async () => {
    const hub = await hubWithPassword()
    const big = new Uint8Array(8 * 1024 * 1024)
    await addFolder(hub, await folderWith({ 'gba/Big.gba': big }))
    const { 'Big.gba': rom } = await romsByFile(hub)
    const { hostname, port } = new URL(hub.url)
    await new Promise<void>((resolve) => {
      const headers = { authorization: ownerBasic }
      const sent = request({ hostname, port, path: `/api/roms/${rom?.id}/content/x`, headers }, (answer) => {
        answer.once('data', () => sent.destroy())
        answer.on('error', () => {})
        answer.on('close', resolve)
      })
      sent.on('error', () => {})
      sent.end()
    })
    const again = await call(hub, 'GET', `/api/roms/${rom?.id}/content/x`, { as: ownerBasic })
    expect(again.headers['content-length']).toBe(String(big.length))
  })
})

describe('several files', () => {
  const disc = {
    'psx/Delta/Delta (Disc 1).bin': 'bin1',
    'psx/Delta/Delta (Disc 1).cue': 'cue1',
    'psx/Delta/extra/Ünï.bin': 'more',
  }

  test.each([false, true])(
    'are a stored zip of exact length, with a playlist (hashed: %s)',
    async (isHashed) => {
      const { hub, roms } = await hubWith(disc)
      if (isHashed) await hashAll(hub)
      const got = await download(hub, `/api/roms/${roms['Delta']?.id}/content/Delta.zip`)
      expect(got).toMatchObject({ status: 200, headers: { 'content-type': 'application/zip' } })
      expect(got.headers['content-length']).toBe(String(got.bytes.length))
      expect(await unzip(got.bytes)).toEqual({
        'Delta (Disc 1).bin': 'bin1',
        'Delta (Disc 1).cue': 'cue1',
        'extra/Ünï.bin': 'more',
        'Delta.m3u': 'Delta (Disc 1).cue\n',
      })
      // Bit 3 of the first header: readers of streams cannot read a stored file whose size comes later.
      expect((got.bytes[6] ?? 0) & 8).toBe(isHashed ? 0 : 8)
    },
  )

  test('some of them, or one', async () => {
    const { hub, roms } = await hubWith(disc)
    const rom = roms['Delta']
    const ids = rom?.files.map(({ id }) => id) ?? []
    const two = await download(hub, `/api/roms/${rom?.id}/content/x?file_ids=${ids[0]},${ids[2]}`)
    expect(Object.keys(await unzip(two.bytes))).toEqual(['Delta (Disc 1).bin', 'extra/Ünï.bin', 'Delta.m3u'])
    const one = await download(hub, `/api/roms/${rom?.id}/content/x?file_ids=${ids[2]}`)
    expect(Buffer.from(one.bytes).toString()).toBe('more')
    const none = await download(hub, `/api/roms/${rom?.id}/content/x?file_ids=1`)
    expect(none.status).toBe(404)
    expect((await download(hub, `/api/roms/${rom?.id}/content/x?file_ids=a`)).status).toBe(422)
  })

  test('a file that is not what the zip says breaks the transfer', async () => {
    const hub = await hubForTest()
    const folder = await folderWith(disc)
    const path = join(folder, 'psx/Delta/Delta (Disc 1).bin')
    const then = new Date('2020-01-01T00:00:00Z')
    await utimes(path, then, then)
    await addFolder(hub, folder)
    await hashAll(hub)
    const roms = await romsByFile(hub)
    // The same size and time, other bytes: the CRC that was promised is then wrong.
    await writeFile(path, 'BIN1')
    await utimes(path, then, then)
    await expect(download(hub, `/api/roms/${roms['Delta']?.id}/content/x`)).rejects.toThrow()
  })
})

describe('what cannot be sent says why', () => {
  test('a file that is gone, a link put in its place, a folder linked away', async () => {
    const secret = await folderWith({ 'gba/Game.gba': 'secret', 'Disc.bin': 'secret' })
    const { hub, folder, roms } = await hubWith({
      'gba/Game.gba': 'x',
      'psx/Two/a.cue': 'a',
      'psx/Two/Disc.bin': 'b',
    })
    const one = `/api/roms/${roms['Game.gba']?.id}/content/x`
    await rm(join(folder, 'gba/Game.gba'))
    expect(await download(hub, one)).toMatchObject({ status: 404 })
    await symlink(join(secret, 'gba/Game.gba'), join(folder, 'gba/Game.gba'))
    expect(await call(hub, 'GET', one, { as: asOwner })).toMatchObject({ status: 404 })
    await rm(join(folder, 'gba'), { recursive: true })
    await symlink(join(secret, 'gba'), join(folder, 'gba'))
    const answer = await call(hub, 'GET', one, { as: asOwner })
    expect(answer).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining('does not lie in') },
    })
    await rm(join(folder, 'psx/Two'), { recursive: true })
    await symlink(secret, join(folder, 'psx/Two'))
    expect((await download(hub, `/api/roms/${roms['Two']?.id}/content/x`)).status).toBe(404)
  })

  test('a folder whose name only begins like the library is outside of it', async () => {
    const parent = await folderWith({ 'games/gba/Game.gba': 'mine', 'games-secret/gba/Game.gba': 'secret' })
    const hub = await hubForTest()
    await addFolder(hub, join(parent, 'games'))
    const { 'Game.gba': rom } = await romsByFile(hub)
    await rm(join(parent, 'games/gba'), { recursive: true })
    await symlink(join(parent, 'games-secret/gba'), join(parent, 'games/gba'))
    expect((await download(hub, `/api/roms/${rom?.id}/content/x`)).status).toBe(404)
  })

  test('a pipe in the place of a file, on which the hub would wait for ever', async () => {
    const { hub, folder, roms } = await hubWith({ 'gba/Game.gba': 'x' })
    await rm(join(folder, 'gba/Game.gba'))
    execFileSync('mkfifo', [join(folder, 'gba/Game.gba')])
    expect((await download(hub, `/api/roms/${roms['Game.gba']?.id}/content/x`)).status).toBe(404)
  })

  test('a folder in the place of a file', async () => {
    const { hub, folder, roms } = await hubWith({ 'gba/Game.gba': 'x' })
    await rm(join(folder, 'gba/Game.gba'))
    await mkdir(join(folder, 'gba/Game.gba'))
    expect((await download(hub, `/api/roms/${roms['Game.gba']?.id}/content/x`)).status).toBe(404)
  })

  test('a game known by name', async () => {
    const hub = await hubForTest()
    const body = { platform: 'gba', names: ['Only A Name'] }
    await call(hub, 'POST', '/api/library/games', { as: asOwner, body })
    const { 'Only A Name.gba': rom } = await romsByFile(hub)
    expect(await call(hub, 'GET', `/api/roms/${rom?.id}/content/x`, { as: asOwner })).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining('by name only') },
    })
  })
})

test('a file cut short while it is sent breaks the transfer', async () => {
  const folder = await folderWith({ 'gba/Game.gba': new Uint8Array(1024 * 1024) })
  const file = await openInside(folder, 'gba/Game.gba')
  await truncate(join(folder, 'gba/Game.gba'), 300_000)
  await expect(
    (async () => {
      for await (const chunk of file.read(0, file.sizeBytes)) expect(chunk.length).toBeGreaterThan(0)
    })(),
  ).rejects.toThrow('became shorter')
})
