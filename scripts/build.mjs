import { buildIfStale } from './build/build-if-stale.mjs'
import { prepare } from './setup/prepare.mjs'
import { runCommand } from './setup/report.mjs'

await runCommand(async () => {
  await prepare()
  await buildIfStale({ force: process.argv.includes('--force') })
  return 0
})
