import { join } from 'node:path'
import { buildIfStale } from './build/build-if-stale.mjs'
import { hasDisplay, startVirtualDisplay } from './run/display.mjs'
import { becomeProgram } from './run/hub.mjs'
import { electronExecutable } from './setup/electron-path.mjs'
import { root } from './setup/paths.mjs'
import { prepare } from './setup/prepare.mjs'
import { runCommand } from './setup/report.mjs'

await runCommand(async () => {
  const names = process.argv.slice(2)
  const showsWindow = names.length === 0 || names.includes('window')
  await prepare({ electron: showsWindow })
  await buildIfStale()
  if (showsWindow) {
    process.env.ROOST_ELECTRON ??= electronExecutable() ?? ''
    if (!hasDisplay()) process.env.DISPLAY = (await startVirtualDisplay()).name
  }
  await becomeProgram(join(root, 'dist', 'bench.cjs'), names)
  return undefined
})
