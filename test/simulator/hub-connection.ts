import type { z } from 'zod'
import type { Endpoint } from '../../shared/api/endpoint'
import { refusalBody } from '../../shared/errors'

/** The part of `fetch` a handheld needs; tests give their own. */
export type Fetch = (address: string, init: RequestInit) => Promise<Response>

/** Nothing answered: no hub, no network, or the answer broke off. */
export class HubUnreachable extends Error {}

/** Something answered, but not as the contract says. */
export class NotTheContract extends Error {}

/** The hub answered with a refusal. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    /** What the body says, in words; null when it says nothing. */
    readonly detail: string | null,
  ) {
    super(detail === null ? `HTTP status ${status}` : `${detail} (HTTP status ${status})`)
  }
}

/** One hub as a handheld reaches it: an origin, and one request at a time with a time limit. */
export class HubConnection {
  constructor(
    readonly origin: string,
    private readonly fetch: Fetch,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Calls an endpoint and gives its answer, checked against the contract.
   * @throws HubUnreachable, NotTheContract or Refused
   */
  async call<Answer extends z.ZodType>(
    endpoint: Endpoint<z.ZodType, z.ZodType, z.ZodType, Answer>,
    request: { readonly body?: unknown; readonly token?: string; readonly timeout?: number } = {},
  ): Promise<z.infer<Answer>> {
    const response = await this.send(endpoint, request)
    const body = await this.read(response)
    if (!response.ok) {
      throw new Refused(response.status, detailOf(body))
    }
    const answer = endpoint.answer.safeParse(body)
    if (!answer.success) throw new NotTheContract(`The answer of ${endpoint.path} is not what a hub sends`)
    return answer.data
  }

  private async send(
    endpoint: Endpoint,
    request: { readonly body?: unknown; readonly token?: string; readonly timeout?: number },
  ): Promise<Response> {
    const headers: Record<string, string> = { accept: 'application/json' }
    if (request.token !== undefined) headers['authorization'] = `Bearer ${request.token}`
    if (request.body !== undefined) headers['content-type'] = 'application/json'
    try {
      return await this.fetch(`${this.origin}${endpoint.path}`, {
        method: endpoint.method,
        headers,
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        signal: AbortSignal.any([this.signal, AbortSignal.timeout(request.timeout ?? 30_000)]),
      })
    } catch (error) {
      throw new HubUnreachable(reasonOf(error))
    }
  }

  private async read(response: Response): Promise<unknown> {
    let text: string
    try {
      text = await response.text()
    } catch (error) {
      throw new HubUnreachable(reasonOf(error))
    }
    try {
      return JSON.parse(text)
    } catch {
      if (!response.ok) return null
      throw new NotTheContract('The answer is not JSON')
    }
  }
}

/** A sentence, or the first field problem as one (wire.md 1.3). */
function detailOf(body: unknown): string | null {
  const refusal = refusalBody.safeParse(body)
  const detail = refusal.success ? refusal.data.detail : null
  if (typeof detail === 'string') return detail
  const [problem] = Array.isArray(detail) ? detail : []
  return problem === undefined ? null : `${problem.loc.slice(1).join('.')}: ${problem.msg}`
}

/** `fetch` hides why it failed in `cause`. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message
}
