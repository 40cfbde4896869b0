import { runChecks } from './check/steps.mjs'
import { prepare } from './setup/prepare.mjs'
import { runCommand } from './setup/report.mjs'

await runCommand(async () => {
  await prepare()
  const { failed } = await runChecks()
  return failed === 0 ? 0 : 1
})
