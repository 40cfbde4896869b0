import { buildIfStale } from './build/build-if-stale.mjs'
import { hasDisplay } from './run/display.mjs'
import { becomeHub } from './run/hub.mjs'
import { openWindow } from './run/window.mjs'
import { prepare } from './setup/prepare.mjs'
import { runCommand, say } from './setup/report.mjs'

await runCommand(async () => {
  const given = process.argv.slice(2)
  const flags = given.filter((flag) => flag !== '--headless')
  const wanted = flags.length === given.length
  if (wanted && !hasDisplay()) {
    say(
      'This machine has no display (neither DISPLAY nor WAYLAND_DISPLAY is set): starting the headless hub instead.',
    )
  }
  const headless = !wanted || !hasDisplay()
  await prepare({ electron: !headless })
  await buildIfStale()
  if (!headless) return openWindow(flags).ended
  await becomeHub(flags)
  return undefined
})
