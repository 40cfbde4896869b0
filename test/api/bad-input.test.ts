import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { oauthError } from '../../shared/api/oauth'
import { type Operation, openApiDocument } from '../../shared/api/openapi'
import { refusalBody } from '../../shared/errors'
import { startTestHub, type TestHub } from '../helpers/hub'
import { type BadRequest, badRequests, type Existing } from './bad-input/requests'
import { send } from './bad-input/send'
import { asOwner, call, ownerBasic } from './call'
import { open, paired } from './pairing-steps'
import { made } from './token-steps'

/** For each operation and each of the two callers. */
const requestsEach = 25
const seed = 20_260_301

let hub: TestHub
let operations: { method: string; path: string; operation: Operation }[]
/** Ids of things that are there, but never the owner's own. */
let existing: Existing

beforeAll(async () => {
  hub = await startTestHub()
  hub.secrets.learnsFromRequests = false
  const document = openApiDocument.parse((await call(hub, 'GET', '/api/openapi.json')).body)
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
  const { device_id } = await paired(hub)
  const { user_code } = await open(hub, { client_device_identifier: 'another' })
  const { id: kim } = await hub.people.add('kim', { password: 'a good one' })
  existing = { ids: [device_id, String(kim), String((await made(hub)).id)], codes: [user_code] }
})
afterAll(() => hub.stop())

/** The sender did nothing wrong but what it sent: whatever that was, the hub must have a refusal for it. */
function problemWith({ status, text }: { status: number; text: string }): string | null {
  if (status >= 500) return `status ${status}`
  if (status < 400) return null
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return `a refusal that is not JSON: ${text.slice(0, 100)}`
  }
  const isRefusal =
    refusalBody.strict().safeParse(body).success || oauthError.strict().safeParse(body).success
  return isRefusal ? null : `no refusal: ${text.slice(0, 100)}`
}

test('whatever is sent to any operation, the hub refuses it in order and goes on', async () => {
  const statuses = new Map<number, number>()
  const ask = async (method: string, request: BadRequest, as: string | null): Promise<void> => {
    // A new minute for every limit: what is refused for being too often is not looked at.
    await hub.clock.advance(61_000)
    const answer = await send(hub, method, request, as)
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    expect(problemWith(answer)).toBeNull()
  }
  for (const { method, path, operation } of operations) {
    for (const as of [null, ownerBasic]) {
      await fc.assert(
        fc.asyncProperty(badRequests(path, operation, existing), (request) => ask(method, request, as)),
        { seed, numRuns: requestsEach, endOnFailure: true },
      )
    }
    expect((await call(hub, 'GET', '/api/heartbeat')).status, `after ${method} ${path}`).toBe(200)
  }
  expect((await call(hub, 'GET', '/api/users/me', { as: asOwner })).status).toBe(200)

  const total = [...statuses.values()].reduce((sum, count) => sum + count, 0)
  const failed = [...statuses].filter(([status]) => status >= 500).length
  const table = [...statuses]
    .sort(([one], [other]) => one - other)
    .map(([status, count]) => `${status} × ${count}`)
  process.stdout.write(
    `bad input: ${operations.length} operations × ${2 * requestsEach} requests = ${total}; 5xx: ${failed}; ${table.join(', ')}\n`,
  )
  expect(total).toBe(operations.length * 2 * requestsEach)
  // Both ways: what is sent gets as far as the fields and, by chance, beyond them.
  for (const status of [200, 400, 401, 404, 415, 422]) {
    expect(statuses.get(status) ?? 0, String(status)).toBeGreaterThan(10)
  }
}, 240_000)
