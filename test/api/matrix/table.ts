import type { World } from './world'

/** The situations a route is tried in, in the order of the columns. */
export const columns = [
  'no credential',
  'wrong',
  'expired',
  'revoked',
  'scope missing',
  'client token',
  "other's object",
  'no Origin',
  'unconfirmed',
] as const
export type Column = (typeof columns)[number]

/** What a route is asked with, where that matters; a function when it names things of the hub. */
export interface Asked {
  readonly json?: unknown
  readonly form?: Readonly<Record<string, string>>
}

export interface Table {
  /** The answer of each route in each situation, as a word of the legend; `-` where a situation cannot be. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<Column, string>>
  readonly asked: Readonly<Record<string, Asked | ((world: World) => Asked)>>
}

/**
 * Reads a table: its head, then one line for each route with one cell for each situation.
 *
 * @param asked what routes are asked with that are reached, by `POST /api/path`
 */
export function tableOf(text: string, asked: Table['asked'] = {}): Table {
  const rows = new Map<string, ReadonlyMap<Column, string>>()
  const [, ...lines] = text.trim().split('\n')
  for (const line of lines) {
    const [route = '', ...cells] = line.split('|').map((cell) => cell.trim())
    if (cells.length !== columns.length) throw new Error(`${route} has ${cells.length} cells`)
    const name = route.replace(/\s+/, ' ')
    rows.set(name, new Map(columns.map((column, index) => [column, cells[index] ?? ''])))
  }
  for (const route of Object.keys(asked)) if (!rows.has(route)) throw new Error(`${route} has no row`)
  return { rows, asked }
}
