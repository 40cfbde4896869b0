import { describe, expect, test } from 'vitest'
import type { TestHub } from '../helpers/hub'
import { expectPlainPaths, html } from './hostile-steps'
import {
  bearerClient,
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
import { statesOf, uploadState } from './states-steps'
import { ask, type Caller } from './token-steps'

/** What is sent, and what it is called then. */
const names: readonly (readonly [string, string])[] = [
  ['../up.srm', 'up.srm'],
  ['../../../../../../etc/passwd', 'passwd'],
  ['/etc/cron.d/job', 'job'],
  ['..\\up.srm', '..-up.srm'],
  ['C:\\Windows\\win.ini', 'C:-Windows-win.ini'],
  ['%5C..%5Cup.srm', '%5C..%5Cup.srm'],
  ['%2e%2e%2fup.srm', '%2e%2e%2fup.srm'],
  ['CON', 'CON'],
  ['nul.srm', 'nul.srm'],
  [`${'n'.repeat(296)}.srm`, `${'n'.repeat(296)}.srm`],
  [`${html}.srm`, `${html}.srm`],
  ['a"b;c=d.srm', 'a"b;c=d.srm'],
  ['turned\u202Emrs.exe', 'turned\u202Emrs.exe'],
  ['trailing dots...', 'trailing dots...'],
]

/** What no file can be called. */
const impossible = ['n'.repeat(401), '..', '.', 'folder/', '   ']

/** A header is one line of ASCII, whatever the name is, and tells the true name encoded. */
function expectSafeHeader(disposition: string | null, name: string): void {
  expect(disposition).toMatch(
    /^attachment; filename="[\x20\x21\x23-\x5b\x5d-\x7e]*"; filename\*=UTF-8''[\w!#$&+.^`|~%-]+$/,
  )
  const [, encoded = ''] = (disposition ?? '').split("UTF-8''")
  expect(decodeURIComponent(encoded)).toBe(name)
}

describe('names of uploaded files', () => {
  test.each([
    [
      'slotless saves',
      '/api/saves',
      (hub: TestHub, as: Caller, name: string, bytes: Buffer) => upload(hub, as, { name, bytes }),
      'save',
    ],
    [
      'states',
      '/api/states',
      (hub: TestHub, as: Caller, name: string, bytes: Buffer) => uploadState(hub, as, { name, bytes }),
      'state',
    ],
  ] as const)('of %s are kept as text, byte for byte where that is safe', async (_lane, path, sent, what) => {
    const hub = await savesHub()
    const as = await bearerClient(hub)
    for (const [name, expected] of names) {
      const bytes = someSave()
      const answer = await sent(hub, as, name, bytes)
      expect(answer, `${name}: ${answer.text}`).toMatchObject({ status: 200, body: { file_name: expected } })
      const { id } = answer.body as { id: number }
      const content = await send(hub, as, 'GET', `${path}/${id}/content`)
      expect(content.bytes, name).toEqual(bytes)
      expectSafeHeader(content.headers.get('content-disposition'), expected)
      expect(content.headers.get('content-type')).toBe('application/octet-stream')
      expect(content.headers.get('x-content-type-options')).toBe('nosniff')
      expect(content.headers.get('content-security-policy')).toContain('sandbox')
    }
    for (const name of impossible) {
      const answer = await sent(hub, as, name, someSave())
      expect(answer, name).toMatchObject({ status: 400 })
      expect(answer.text).toContain(`Invalid ${what} filename`)
    }
    const list = await send(hub, as, 'GET', path)
    expect(list.headers.get('content-type')).toMatch(/^application\/json/)
    expect(list.headers.get('x-content-type-options')).toBe('nosniff')
    await expectPlainPaths(hub)
    await hub.restart()
    expect(await ask(hub, as, 'GET', `${path}/identifiers`)).toMatchObject({ status: 200 })
    await expectPlainPaths(hub)
  })

  test('in a slot are what is left of them, with their moment', async () => {
    const hub = await savesHub()
    const as = await bearerClient(hub)
    for (const [name] of names) {
      const answer = await upload(hub, as, { name, query: { slot: 'two' } })
      const { file_name } = saveOf(answer)
      expect(file_name).toMatch(/^[^\\/:*?"<>|+\p{Cc}]+ \[\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d(?:-\d+)?\]\.?\w*$/u)
    }
    await expectPlainPaths(hub)
  })

  test('that differ in case or in Unicode form only are saves of their own', async () => {
    const hub = await savesHub()
    const as = await bearerClient(hub)
    const twins = ['Twin.srm', 'twin.srm', 'Pokémon.srm'.normalize('NFC'), 'Pokémon.srm'.normalize('NFD')]
    const contents = twins.map(() => someSave())
    for (const [index, name] of twins.entries()) {
      saveOf(await upload(hub, as, { name, bytes: contents[index] ?? someSave() }))
    }
    const listed = await savesOf(hub, as)
    expect(listed.map(({ file_name }) => file_name)).toEqual(twins)
    for (const [index, { id }] of listed.entries()) {
      expect(await contentOf(hub, as, id)).toEqual(contents[index])
    }
  })

  test('slots are text, whatever they look like', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    for (const slot of [
      '../up',
      '..\\up',
      '%5C',
      'CON',
      html,
      'x'.repeat(255),
      'ﬁ',
      'fi',
      "'; DROP TABLE versions",
    ]) {
      expect(saveOf(await play(hub, pocket, someSave(), { slot }))).toMatchObject({ slot })
    }
    for (const slot of ['x'.repeat(256), 'a\u0000b', 'a\nb']) {
      expect(await play(hub, pocket, someSave(), { slot })).toMatchObject({ status: 422 })
    }
    expect(
      await savesOf(hub, pocket.as, `rom_id=${game.id}&slot=${encodeURIComponent('../up')}`),
    ).toHaveLength(1)
    await expectPlainPaths(hub)
  })
})

describe('multipart bodies', () => {
  const post = async (head: string, bytes = someSave()) => {
    const hub = await savesHub()
    const as = await bearerClient(hub)
    const body = Buffer.concat([Buffer.from(`--b\r\n${head}\r\n\r\n`), bytes, Buffer.from('\r\n--b--\r\n')])
    const answer = await send(hub, as, 'POST', `/api/saves?rom_id=${game.id}`, {
      body,
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    })
    await expectPlainPaths(hub)
    return { hub, answer }
  }
  const named = (rest: string) => `Content-Disposition: form-data; name="saveFile"; ${rest}`

  test.each([
    ['an encoded name', `filename*=UTF-8''..%2F..%2Fup.srm`, 'up.srm'],
    ['an encoded backslash', `filename*=UTF-8''..%5Cup.srm`, '..-up.srm'],
    ['an encoded NUL', `filename*=UTF-8''a%00b.srm`, 'ab.srm'],
    ['a plain and an encoded name', `filename="plain.srm"; filename*=UTF-8''..%2Fup.srm`, 'up.srm'],
    ['markup', `filename="${html}.srm"`, `${html}.srm`],
  ])('with %s', async (_case, rest, expected) => {
    const { answer } = await post(named(rest))
    expect(answer, answer.text).toMatchObject({ status: 200, body: { file_name: expected } })
  })

  test.each(['\u0000', '\u0007', '\u007f'])('with %j in a name as it is are refused', async (character) => {
    const { hub, answer } = await post(named(`filename="a${character}b.srm"`))
    expect(answer).toMatchObject({ status: 400 })
    expect(await history(hub)).toEqual([])
  })

  test.each([
    [
      'a part that is called like a property of every object',
      'Content-Disposition: form-data; name="__proto__"; filename="x"',
    ],
    ['a part of no name', 'Content-Disposition: form-data; filename="x"'],
    ['no headers at all', 'X: y'],
    ['a name of a part that is a path', 'Content-Disposition: form-data; name="../saveFile"; filename="x"'],
  ])('with %s hold no save', async (_case, head) => {
    const { hub, answer } = await post(head)
    expect(answer, answer.text).toMatchObject({ status: 400 })
    expect(await history(hub)).toEqual([])
  })
})

describe('paths of requests', () => {
  test.each([
    '/api/saves/..%2F..%2Fetc%2Fpasswd/content',
    '/api/saves/%2e%2e/content',
    '/api/saves/1%00/content',
    '/api/saves/..%5C..%5Croost.sqlite/content',
    '/api/states/..%2Froost.sqlite/content',
    '/api/screenshots/%2e%2e%2f%2e%2e%2f/content',
    '/api/saves/content/../../roost.sqlite',
    `/api/saves/${'9'.repeat(300)}/content`,
    '/..%5C..%5Croost.sqlite',
    '/assets/..%2f..%2f..%2fdata/roost.sqlite',
  ])('%s leads nowhere', async (path) => {
    const hub = await savesHub()
    const answer = await send(hub, await bearerClient(hub), 'GET', path)
    expect([400, 404, 422]).toContain(answer.status)
    expect(answer.text).not.toContain('SQLite format')
    expect(answer.headers.get('content-type')).not.toMatch(/html/)
  })
})

test('markup in the names of devices, games and files is text in every answer', async () => {
  const hub = await savesHub()
  const added = await ask(hub, 'window', 'POST', '/api/library/games', {
    json: { platform: 'gba', names: [`${html}.gba`] },
  })
  expect(added).toMatchObject({ status: 200 })
  const device = await handheld(hub, html)
  const roms = await send(hub, device.as, 'GET', '/api/roms?limit=100')
  const { items } = roms.body as { items: { id: number; name: string; fs_name: string }[] }
  const rom = items.find(({ fs_name }) => fs_name === `${html}.gba`)
  expect(rom).toBeDefined()
  const save = saveOf(
    await upload(hub, device.as, {
      name: `${html}.srm`,
      query: { rom_id: rom?.id ?? 0, device_id: device.id, slot: 'autosave' },
    }),
  )
  // An autosave is named after its game, and is still a plain download.
  expect(save.file_name).toContain(html)
  const content = await send(hub, device.as, 'GET', save.download_path)
  expectSafeHeader(content.headers.get('content-disposition'), save.file_name)
  for (const path of [
    '/api/devices',
    `/api/saves?rom_id=${rom?.id}&device_id=${device.id}`,
    '/api/roms?limit=100',
  ]) {
    const answer = await send(hub, device.as, 'GET', path)
    expect(answer.text).toContain(html)
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  }
  const window = await ask(hub, 'window', 'GET', '/api/activity')
  expect(JSON.stringify(window.body)).toContain(html)
  expect(await statesOf(hub, device.as, '')).toEqual([])
})
