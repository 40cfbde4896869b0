import { join } from 'node:path'
import { buildIfStale } from './build/build-if-stale.mjs'
import { becomeProgram } from './run/hub.mjs'
import { root } from './setup/paths.mjs'
import { prepare } from './setup/prepare.mjs'
import { runCommand } from './setup/report.mjs'

await runCommand(async () => {
  await prepare()
  await buildIfStale()
  await becomeProgram(join(root, 'dist', 'bench.cjs'), process.argv.slice(2))
  return undefined
})
