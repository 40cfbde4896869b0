import { expect, test } from 'vitest'
import { game, handheld, multipart, saveOf, savesHub, send, someSave, upload } from './saves-steps'

test.each([
  ['bytes=0-', 206, 'bytes 0-999/1000', 1000],
  ['bytes=-5', 206, 'bytes 995-999/1000', 5],
  ['bytes=999-5000', 206, 'bytes 999-999/1000', 1],
  ['bytes=1000-', 416, 'bytes */1000', 0],
  ['bytes=-0', 416, 'bytes */1000', 0],
  ['bytes=5-1', 200, null, 1000],
  ['bytes=0-1,4-5', 200, null, 1000],
  ['lines=0-1', 200, null, 1000],
])('the range %s', async (range, status, told, length) => {
  const hub = await savesHub()
  const { as } = await handheld(hub)
  const { id } = saveOf(await upload(hub, as, { bytes: someSave(1_000), query: { slot: 'a' } }))
  const answer = await send(hub, as, 'GET', `/api/saves/${id}/content`, { headers: { range } })
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-range')).toBe(told)
  expect(status < 300 ? answer.bytes.length : 0).toBe(length)
})

test('a download goes on only where its content is still the same (If-Range)', async () => {
  const hub = await savesHub()
  const { as } = await handheld(hub)
  const bytes = someSave(1_000)
  const { id } = saveOf(await upload(hub, as, { bytes, query: { slot: 'a' } }))
  const ask = (headers: Record<string, string>) =>
    send(hub, as, 'GET', `/api/saves/${id}/content`, { headers })
  const whole = await ask({})
  expect(whole.headers.get('content-length')).toBe('1000')
  expect(whole.headers.get('accept-ranges')).toBe('bytes')
  const tag = whole.headers.get('etag') ?? ''
  const rest = await ask({ range: 'bytes=400-', 'if-range': tag })
  expect(rest.status).toBe(206)
  expect(rest.headers.get('content-length')).toBe('600')
  expect(rest.bytes).toEqual(bytes.subarray(400))
  // Another content, a weak tag and a date do not prove that it is the same (RFC 9110 section 13.1.5).
  const modified = whole.headers.get('last-modified') ?? ''
  for (const other of ['"another"', `W/${tag}`, modified]) {
    const again = await ask({ range: 'bytes=400-', 'if-range': other })
    expect(again.status).toBe(200)
    expect(again.bytes).toEqual(bytes)
  }
})

test('an empty save has no range, and says so', async () => {
  const hub = await savesHub()
  const { as } = await handheld(hub)
  const { id } = saveOf(await upload(hub, as, { bytes: Buffer.alloc(0), query: { slot: 'a' } }))
  const path = `/api/saves/${id}/content`
  const whole = await send(hub, as, 'GET', path)
  expect(whole).toMatchObject({ status: 200, bytes: Buffer.alloc(0) })
  expect(whole.headers.get('content-length')).toBe('0')
  for (const range of ['bytes=0-', 'bytes=0-0', 'bytes=-1']) {
    const answer = await send(hub, as, 'GET', path, { headers: { range } })
    expect(answer.status).toBe(416)
    expect(answer.headers.get('content-range')).toBe('bytes */0')
  }
})

test('HEAD is refused as everywhere, with the length of nothing; `//` in a path is one', async () => {
  const hub = await savesHub()
  const { as } = await handheld(hub)
  const bytes = someSave(100)
  const { id } = saveOf(await upload(hub, as, { bytes, query: { slot: 'a' } }))
  const head = await send(hub, as, 'HEAD', `/api/saves/${id}/content`)
  expect(head).toMatchObject({ status: 405, bytes: Buffer.alloc(0) })
  expect((await send(hub, as, 'GET', `//api//saves///${id}/content/`)).bytes).toEqual(bytes)
  const { type, body } = multipart([{ field: 'saveFile', fileName: 'Game.srm', bytes: someSave() }])
  const path = `//api/saves?rom_id=${game.id}&slot=b//c`
  const made = saveOf(await send(hub, as, 'POST', path, { body, headers: { 'content-type': type } }))
  expect(made.slot).toBe('b//c')
})
