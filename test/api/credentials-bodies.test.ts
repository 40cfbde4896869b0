import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { type Encoding, readBody } from '../../main/server/body'
import { answerFor } from '../../main/server/errors'

const form = 'application/x-www-form-urlencoded'

/** What a route of this encoding reads of a body: the value, or the status it is refused with. */
async function read(encoding: Encoding, body: string, type: string): Promise<unknown> {
  const server = createServer((request, response) => {
    readBody(request, response, encoding).then(
      (value) => response.end(JSON.stringify(value ?? null)),
      (error: unknown) => response.end(String(answerFor(error).status)),
    )
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const headers: Record<string, string> = { 'content-type': type, connection: 'close' }
  const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body, headers })
  return JSON.parse(await response.text())
}

test.each<[Encoding, string, string, unknown]>([
  ['json', '{"a":1}', 'application/json', { a: 1 }],
  ['json', 'a=1', form, 415],
  ['json', '', form, null],
  ['form', 'a=1&b=%C3%A9+x', form, { a: '1', b: 'é x' }],
  ['form', 'a=1', `${form.toUpperCase()}; charset=utf-8`, { a: '1' }],
  ['form', '{"a":1}', 'application/json', 415],
  ['form', 'a=1', 'text/plain', 415],
  ['form', '', 'text/plain', {}],
  ['form', 'a=1&b=2&a=1', form, 400],
  ['form', '__proto__=x', form, JSON.parse('{"__proto__":"x"}')],
  ['either', 'a=1', form, { a: '1' }],
  ['either', '{"a":1}', 'application/json', { a: 1 }],
  ['either', 'a=1&a=2', form, 400],
  ['either', 'a=1', 'multipart/form-data', 415],
  ['either', '{', 'application/json', 422],
])('%s: %s as %s', async (encoding, body, type, expected) => {
  expect(await read(encoding, body, type)).toEqual(expected)
})
