import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020'
import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import type { Endpoint } from '../../shared/api/endpoint'
import { refusalBody } from '../../shared/errors'
import { describeApi } from '../../shared/openapi/describe-api'
import { refusalStatuses } from '../../shared/openapi/refusals'
import { contract, endpointFor } from './endpoints'
import type { Exchange } from './exchanges'

const description = describeApi(contract, { version: '0.0.0', cookie: 'roost_session' })

// Formats are zod's business; here it is whether the description says the same as the contract.
const validator = new Ajv2020({ strictTypes: false, strictRequired: false, validateFormats: false })
// References lead there from every schema that is taken out of the description.
validator.addVocabulary(['components'])
const compiled = new Map<string, ValidateFunction>()

/** Statuses that are given before any operation is looked at, and 503 while the hub has to start again. */
const anywhere = new Set([400, 405, 408, 413, 421, 431, 503])

/** What is wrong with an answer of the API by its contract and its description; null if nothing is. */
export function contractProblem(exchange: Exchange): string | null {
  if (!exchange.isWhole || exchange.method === 'HEAD') return null
  // Node itself refuses a request without Host, before the hub sees it.
  if (exchange.sentHeaders.host === undefined) return null
  // What the contract has and this hub does not serve yet: no operation has answered.
  if (exchange.status === 404 && exchange.body === '{"detail":"Not Found"}') return null
  const endpoint = endpointFor(exchange.method, exchange.target)
  if (endpoint === null) return null
  const problem = problemWith(endpoint, exchange)
  return problem === null ? null : `${endpoint.method} ${endpoint.path} → ${exchange.status}: ${problem}`
}

function problemWith(endpoint: Endpoint, { status, headers, body }: Exchange): string | null {
  if (status === endpoint.status || status === endpoint.otherStatus) {
    if (status === 204) return body === '' ? null : '204 with a body'
    const type = String(headers['content-type']).split(';')[0] ?? ''
    if (![endpoint.produces ?? 'application/json'].flat().includes(type)) return `the answer is ${type}`
    return endpoint.produces === undefined ? bodyProblem(endpoint, status, endpoint.answer, body) : null
  }
  const isDescribed = refusalStatuses(endpoint).includes(status)
  if (!isDescribed && !anywhere.has(status)) return 'the description does not name this status'
  return bodyProblem(endpoint, isDescribed ? status : null, endpoint.refusal ?? refusalBody, body)
}

function bodyProblem(
  endpoint: Endpoint,
  status: number | null,
  schema: z.ZodType,
  body: string,
): string | null {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return 'the body is not JSON'
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  }
  // A field that nobody described is as wrong as one that is missing.
  if (!isDeepStrictEqual(parsed.data, value)) return 'the body holds more than the contract says'
  return status === null ? null : descriptionProblem(endpoint, status, value)
}

function descriptionProblem(endpoint: Endpoint, status: number, value: unknown): string | null {
  const isValid = validatorFor(endpoint, status)
  if (isValid === null) return 'the description has no schema for it'
  return isValid(value) ? null : `not as described: ${validator.errorsText(isValid.errors)}`
}

function validatorFor({ path, method }: Endpoint, status: number): ValidateFunction | null {
  const key = `${method} ${path} ${status}`
  const known = compiled.get(key)
  if (known) return known
  const operations = new Map(Object.entries(description.paths[path] ?? {}))
  const schema = operations.get(method.toLowerCase())?.responses[status]?.content?.['application/json']
    ?.schema
  if (schema === undefined) return null
  const made = validator.compile({ ...schema, components: description.components })
  compiled.set(key, made)
  return made
}
