import { config, type z } from 'zod'
import type { Endpoint } from '../../shared/api/endpoint'
import { askForConfirmation, needsConfirmation, NotConfirmed } from './confirmation'
import { refusalFrom, UnexpectedAnswer, Unreachable } from './refusal'
import { noteServerDate } from './server-clock'

// The page's Content-Security-Policy forbids evaluating text as code, which zod's fast path tries.
config({ jitless: true })

/** A part of a request: left out when the endpoint takes none, optional when nothing in it is required. */
type Part<Name extends string, Value> = string extends keyof Value
  ? { readonly [key in Name]?: never }
  : object extends Value
    ? { readonly [key in Name]?: Value | undefined }
    : { readonly [key in Name]: Value }

export type CallInput<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = Part<
  'params',
  z.output<Params>
> &
  Part<'query', z.output<Query>> &
  Part<'body', z.input<Body>> & {
    readonly signal?: AbortSignal
    readonly headers?: Readonly<Record<string, string>>
  }

interface LooseInput {
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
  readonly signal?: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
}

/** The entries that have a place in an address. */
function entriesOf(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]: [string, unknown]) =>
    typeof part === 'string' || typeof part === 'number' ? [[name, String(part)]] : [],
  )
}

function address(path: string, input: LooseInput): string {
  const params = new Map(entriesOf(input.params))
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params.get(name) ?? ''),
  )
  const query = String(new URLSearchParams(entriesOf(input.query)))
  return query ? `${filled}?${query}` : filled
}

function requestOf(endpoint: Endpoint, input: LooseInput): RequestInit {
  const headers = new Headers(input.headers)
  headers.set('accept', 'application/json')
  const request: RequestInit = { method: endpoint.method, headers, cache: 'no-store', redirect: 'error' }
  if (input.signal) request.signal = input.signal
  if (input.body !== undefined) {
    headers.set('content-type', 'application/json')
    request.body = JSON.stringify(input.body)
  }
  return request
}

async function send(endpoint: Endpoint, input: LooseInput): Promise<Response> {
  try {
    return await fetch(address(endpoint.path, input), requestOf(endpoint, input))
  } catch (error) {
    if (input.signal?.aborted) throw error
    throw new Unreachable('The hub did not answer', { cause: error })
  }
}

async function once<Answer extends z.ZodType>(
  endpoint: Endpoint<z.ZodType, z.ZodType, z.ZodType, Answer>,
  input: LooseInput,
): Promise<z.output<Answer>> {
  const response = await send(endpoint, input)
  noteServerDate(response.headers.get('date'))
  if (!response.ok) throw await refusalFrom(response)
  const body: unknown = endpoint.status === 204 ? undefined : await response.json().catch(() => undefined)
  const answer = endpoint.answer.safeParse(body)
  if (!answer.success) {
    throw new UnexpectedAnswer('The answer is not what was agreed', { cause: answer.error })
  }
  return answer.data
}

/**
 * One request of the contract, with its answer checked. Where the hub first wants the password again, the page asks for
 * it and the request is repeated. Throws {@link Refusal}, Unreachable, UnexpectedAnswer or {@link NotConfirmed}.
 */
export async function call<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(
  endpoint: Endpoint<Params, Query, Body, Answer>,
  input: CallInput<Params, Query, Body>,
): Promise<z.output<Answer>> {
  try {
    return await once(endpoint, input)
  } catch (error) {
    if (!needsConfirmation(error)) throw error
    if (!(await askForConfirmation())) throw new NotConfirmed('Not confirmed', { cause: error })
    return once(endpoint, input)
  }
}
