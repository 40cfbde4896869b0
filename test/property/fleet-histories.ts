import fc from 'fast-check'
import { expect } from 'vitest'
import { clockModels } from '../simulator/fleet/device-clock'
import { nodeFiles } from '../../main/store/blobs/node-files'
import type { Files } from '../../main/store/blobs/file-port'
import { savesHub, game, otherGame } from '../api/saves-steps'
import type { DeviceSpec } from '../simulator/fleet/make-device'
import { FleetWorld } from './fleet-world'

const index = fc.nat(1_000)
const choice = fc.constantFrom('later', 'mine', 'hub')

const fault = fc.record({
  at: fc.nat(8),
  kind: fc.constantFrom('request-lost', 'reply-lost', 'power-cut-before', 'power-cut-after'),
})

const spec: fc.Arbitrary<DeviceSpec> = fc.record({
  kind: fc.constantFrom('grout', 'grout', 'argosy', 'slotless'),
  clock: fc.constantFrom(...clockModels),
  slot: fc.constantFrom('autosave', 'autosave', 'default'),
})

/** Steps as plain data, so that a failing history prints and shrinks. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('play'),
      device: index,
      game: index,
      what: fc.constantFrom('new', 'new', 'new', 'new', 'old', 'blank'),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('sync'),
      device: index,
      fault: fc.option(fault, { freq: 2 }),
      choice,
      completes: fc.boolean(),
    }),
  },
  fc.record({
    do: fc.constant('shift-clock'),
    device: index,
    by: fc.constantFrom(-2e12, -1e7, 1_000, 3.2e10),
  }),
  fc.record({
    do: fc.constantFrom('reboot', 'keep-card', 'put-back-card', 'reflash', 'clone'),
    device: index,
  }),
  fc.record({ do: fc.constantFrom('delete', 'restore'), line: index }),
  fc.record({
    do: fc.constant('decide'),
    conflict: index,
    keep: fc.constantFrom('hub', 'device', 'both'),
    isStale: fc.boolean(),
  }),
)
type StepData = typeof step extends fc.Arbitrary<infer Data> ? Data : never

function carryOut(world: FleetWorld, data: StepData): Promise<void> | void {
  switch (data.do) {
    case 'play':
      return world.play(data.device, data.game, data.what)
    case 'sync':
      return world.sync(data.device, data.fault, data.choice, data.completes)
    case 'shift-clock':
      return world.shiftClock(data.device, data.by)
    case 'reboot':
      return world.reboot(data.device)
    case 'keep-card':
      return world.keepCard(data.device)
    case 'put-back-card':
      return world.putBackCard(data.device)
    case 'reflash':
      return world.reflash(data.device)
    case 'clone':
      return world.clone(data.device)
    case 'delete':
      return world.deleteOnHub(data.line)
    case 'restore':
      return world.restoreOnHub(data.line)
    case 'decide':
      return world.decide(data.conflict, data.keep, data.isStale)
  }
}

const seed = process.env['FLEET_SEED']
/** As a failure prints it: replays that history alone, in the file that failed. */
const path = process.env['FLEET_PATH']

/** Histories of all files together, which share them. */
export const allHistories = Number(process.env['FLEET_HISTORIES'] ?? 200)

/** Histories after which it is told how far it has come. */
const telling = 50

/** Milliseconds that many may take on a busy machine. */
export function longest(histories: number): number {
  return 120_000 + histories * 3_000
}

/** Nothing here is about power cuts of the hub: waiting for its disk would show nothing. */
function unsynced(dataFolder: string): Files {
  const files = nodeFiles(dataFolder)
  const nothing = () => Promise.resolve()
  return {
    ...files,
    syncFolder: nothing,
    syncFile: nothing,
    create: async (name) => {
      const file = await files.create(name)
      return { write: (bytes) => file.write(bytes), sync: nothing, close: () => file.close() }
    },
  }
}

/** Random histories of a few handhelds each, one after the other on one hub. @throws with the seed when one goes wrong. */
export async function runHistories(histories: number): Promise<{ readonly violations: number }> {
  const hub = await savesHub({ ports: { files: unsynced } })
  const games = [game, otherGame]
  const began = performance.now()
  const sum = { histories: 0, operations: 0, violations: 0 }
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(spec, { minLength: 2, maxLength: 4 }),
        fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }),
        async (specs, steps) => {
          sum.histories += 1
          const world = await FleetWorld.open(hub, `fleet-${sum.histories}`, games, specs)
          for (const data of steps) {
            await hub.clock.advance(1_300)
            await carryOut(world, data)
          }
          await world.settle()
          sum.operations += world.operations
          sum.violations += world.violations.length
          if (sum.histories % telling === 0) {
            const minutes = ((performance.now() - began) / 60_000).toFixed(1)
            console.log(`fleet so far: ${sum.histories} of ${histories} histories in ${minutes} minutes`)
          }
          expect(world.violations).toEqual([])
        },
      ),
      {
        numRuns: histories,
        ...(seed === undefined ? {} : { seed: Number(seed) }),
        ...(path === undefined ? {} : { path }),
      },
    )
  } finally {
    await hub.stop()
    console.log(
      `fleet: ${sum.histories} histories, ${sum.operations} operations, ${sum.violations} violations`,
    )
  }
  return sum
}
