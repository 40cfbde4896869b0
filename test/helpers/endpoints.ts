import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Endpoint } from '../../shared/api/endpoint'

const folder = join(import.meta.dirname, '..', '..', 'shared', 'api')

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'access' in value
}

async function endpointsOf(file: string): Promise<Endpoint[]> {
  const module: unknown = await import(join(folder, file))
  return typeof module === 'object' && module !== null ? Object.values(module).filter(isEndpoint) : []
}

/** Every endpoint of the contract, from every file of `shared/api`; no list to keep up to date. */
export const contract: readonly Endpoint[] = (
  await Promise.all(
    readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .map(endpointsOf),
  )
).flat()

interface Pattern {
  readonly endpoint: Endpoint
  readonly form: RegExp
  /** How many parts of the path are parameters: `/all` is looked at before `/{id}`. */
  readonly parameters: number
}

const patterns: readonly Pattern[] = contract
  .map((endpoint) => ({
    endpoint,
    form: new RegExp(
      `^${endpoint.path.replaceAll('.', String.raw`\.`).replaceAll(/\{\w+\}/g, '[^/]+')}$`,
      'u',
    ),
    parameters: endpoint.path.split('{').length - 1,
  }))
  .sort((one, other) => one.parameters - other.parameters)

/** The endpoint a request is for; null if the hub has none there. */
export function endpointFor(method: string, target: string): Endpoint | null {
  const path = (target.split('?')[0] ?? '').replaceAll(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '')
  return (
    patterns.find(({ endpoint, form }) => endpoint.method === method && form.test(path))?.endpoint ?? null
  )
}
