import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Figure } from './measure'

/** Files in memory, on Linux. */
const memory = '/dev/shm'

const histories = process.env['FLEET_HISTORIES'] ?? '5000'

/** The property test of a fleet with broken clocks, as `npm test` has it, with many more histories. */
export async function benchFleet(): Promise<Figure[]> {
  const root = join(__dirname, '..')
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const run = spawn(process.execPath, [vitest, 'run', 'test/property/fleet'], {
    cwd: root,
    // Nothing of it is about power cuts: where there is memory for files, nobody waits for a disk.
    env: { TMPDIR: existsSync(memory) ? memory : tmpdir(), ...process.env, FLEET_HISTORIES: histories },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(run, 'exit')
  const sum = { histories: 0, operations: 0, violations: 0 }
  for await (const line of createInterface(run.stdout)) {
    process.stderr.write(`${line}\n`)
    const told = /fleet: (\d+) histories, (\d+) operations, (\d+) violations/.exec(line)
    if (!told) continue
    sum.histories += Number(told[1])
    sum.operations += Number(told[2])
    sum.violations += Number(told[3])
  }
  const [code] = await ended
  return [
    { name: 'fleet: histories', value: sum.histories, unit: '', least: Number(histories) },
    { name: 'fleet: operations', value: sum.operations, unit: '' },
    { name: 'fleet: violations', value: sum.violations, unit: '', aim: 0 },
    { name: 'fleet: the test failed', value: code === 0 ? 0 : 1, unit: '', aim: 0 },
  ]
}
