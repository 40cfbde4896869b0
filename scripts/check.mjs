import { runChecks } from './check/steps.mjs'
import { prepare } from './setup/prepare.mjs'
import { runCommand } from './setup/report.mjs'

await runCommand(async () => {
  await prepare()
  const { failures } = await runChecks()
  return failures.length === 0 ? 0 : 1
})
