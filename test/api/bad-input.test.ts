import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { oauthError } from '../../shared/api/oauth'
import { type Operation, openApiDocument } from '../../shared/api/openapi'
import { refusalBody } from '../../shared/errors'
import { contract } from '../helpers/endpoints'
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
let operations: Map<string, Operation>
/** Ids of things that are there, but never the owner's own. */
let existing: Existing
const statuses = new Map<number, number>()

beforeAll(async () => {
  hub = await startTestHub()
  hub.secrets.learnsFromRequests = false
  const document = openApiDocument.parse((await call(hub, 'GET', '/api/openapi.json')).body)
  operations = new Map(
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation]),
    ),
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

async function ask(method: string, request: BadRequest, as: string | null): Promise<void> {
  // A new minute for every limit: what is refused for being too often is not looked at.
  await hub.clock.advance(61_000)
  const answer = await send(hub, method, request, as)
  statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
  expect(problemWith(answer)).toBeNull()
}

describe('whatever is sent, the hub refuses it in order and goes on', () => {
  test.each(contract.map(({ method, path }) => ({ method, path })))(
    '$method $path',
    async ({ method, path }) => {
      const operation = operations.get(`${method} ${path}`)
      if (!operation) throw new Error('The document does not have it')
      for (const as of [null, ownerBasic]) {
        await fc.assert(
          fc.asyncProperty(badRequests(path, operation, existing), (request) => ask(method, request, as)),
          { seed, numRuns: requestsEach, endOnFailure: true },
        )
      }
      expect((await call(hub, 'GET', '/api/heartbeat')).status).toBe(200)
    },
  )

  test('of every operation, and some of it got as far as the fields and beyond them', async () => {
    expect((await call(hub, 'GET', '/api/users/me', { as: asOwner })).status).toBe(200)
    const total = [...statuses.values()].reduce((sum, count) => sum + count, 0)
    const failed = [...statuses].filter(([status]) => status >= 500).length
    const table = [...statuses]
      .sort(([one], [other]) => one - other)
      .map(([status, count]) => `${status} × ${count}`)
    process.stdout.write(
      `bad input: ${operations.size} operations × ${2 * requestsEach} requests = ${total}; 5xx: ${failed}; ${table.join(', ')}\n`,
    )
    expect(total).toBe(operations.size * 2 * requestsEach)
    for (const status of [200, 400, 401, 404, 415, 422]) {
      expect(statuses.get(status) ?? 0, String(status)).toBeGreaterThan(10)
    }
  })
})
