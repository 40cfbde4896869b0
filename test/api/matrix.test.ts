import type { Router } from '@koa/router'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endpointFor } from '../helpers/endpoints'
import type { TestHub } from '../helpers/hub'
import { routesOf, startHubWithRouter } from '../helpers/router'
import { devices } from './matrix/devices'
import { library } from './matrix/library'
import { oauth } from './matrix/oauth'
import { pairing } from './matrix/pairing'
import { people } from './matrix/people'
import { play } from './matrix/play'
import { tryRoute } from './matrix/run'
import { saves } from './matrix/saves'
import { states } from './matrix/states'
import { signingIn } from './matrix/signing-in'
import { sync } from './matrix/sync'
import { system } from './matrix/system'
import { columns, type Table } from './matrix/table'
import { tokens } from './matrix/tokens'
import { makeWorld, type World } from './matrix/world'

const tables: Readonly<Record<string, Table>> = {
  system,
  pairing,
  tokens,
  oauth,
  devices,
  people,
  library,
  saves,
  sync,
  play,
  states,
  'signing in': signingIn,
}

const all = Object.values(tables).flatMap(({ rows }) => [...rows])

let hub: TestHub
let router: Router
let world: World
beforeAll(async () => {
  const started = await startHubWithRouter()
  hub = started.hub
  router = started.router
  world = await makeWorld(hub)
})
afterAll(() => hub.stop())

test('every route of the router is in the matrix, once, and nothing else is', () => {
  expect(all.map(([route]) => route).sort()).toEqual(routesOf(router))
})

test('a situation is left out only where it cannot be', () => {
  for (const [route, cells] of all) {
    const [method = '', path = ''] = route.split(' ')
    const access = endpointFor(method, path.replaceAll(/\{\w+\}/g, 'x'))?.access
    const guarded = access?.kind !== 'open'
    const needed = {
      'no credential': true,
      wrong: guarded,
      expired: guarded,
      revoked: guarded,
      'scope missing': guarded,
      'client token': access?.kind === 'person',
      'no Origin': guarded && method !== 'GET',
      unconfirmed: access?.kind === 'person' && access.isConfirmed === true,
      "other's object": guarded && path.includes('{id}'),
    }
    const missing = columns.filter((column) => needed[column] && cells.get(column) === '-')
    expect(missing, route).toEqual([])
  }
})

const counts = new Map<string, number>()

describe.each(Object.entries(tables))('%s', (_name, table) => {
  test.each([...table.rows.keys()])('%s', async (route) => {
    const [method = '', path = ''] = route.split(' ')
    const endpoint = endpointFor(method, path.replaceAll(/\{\w+\}/g, 'x'))
    if (endpoint === null) throw new Error(`${route} is not in the contract`)
    const wrong: string[] = []
    let cases = 0
    for (const column of columns) {
      const outcome = await tryRoute(endpoint, table, column, world)
      cases += outcome.cases
      wrong.push(...outcome.wrong)
    }
    counts.set(route, cases)
    expect(wrong).toEqual([])
  })
})

test('the matrix', () => {
  const widths = columns.map((column) =>
    Math.max(column.length, ...all.map(([, cells]) => cells.get(column)?.length ?? 0)),
  )
  const longest = Math.max(...all.map(([route]) => route.length))
  const line = (first: string, cells: readonly string[], last: string) =>
    [first.padEnd(longest), ...cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)), last].join(' | ')
  const rows = all.map(([route, cells]) =>
    line(
      route,
      columns.map((column) => cells.get(column) ?? ''),
      String(counts.get(route) ?? 0),
    ),
  )
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const missing = routesOf(router).filter((route) => !counts.has(route))
  process.stdout.write(
    `${[line('route', columns, 'cases'), ...rows].join('\n')}\n${all.length} routes × ${columns.length} situations: ${total} cases, ${missing.length} routes missing\n`,
  )
  expect(missing).toEqual([])
})
