import { buildIfStale } from './build/build-if-stale.mjs'
import { becomeHub } from './run/hub.mjs'
import { prepare } from './setup/prepare.mjs'
import { runCommand } from './setup/report.mjs'

await runCommand(async () => {
  await prepare()
  await buildIfStale()
  await becomeHub(process.argv.slice(2))
  return undefined
})
