import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { plainEnvironment, roostFlags } from '../e2e/electron/launch-roost'
import { runElectron } from '../e2e/electron/run-electron'
import { type Figure, median } from './measure'

/** Of each app, in turns, so that a machine that is busy for a while slows both. */
const launches = 15

/** A window of the same Electron with nothing but a heading in it. */
const blankMain = `
const { app, BrowserWindow } = require('electron')
app.on('window-all-closed', () => app.quit())
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1120, height: 740, show: false, webPreferences: { sandbox: true } })
  window.once('ready-to-show', () => window.show())
  window.loadURL('data:text/html,<h1>Blank</h1>')
})
`

/**
 * Runs an app's own main file and tells when the main heading of its first window was painted. Nothing else is
 * attached to the process, and both apps are measured by the same lines.
 */
const measuringMain = (target: string, main: string): string => `
const { app } = require('electron')
const painted = \`new Promise((resolve) => {
  const look = () => {
    const heading = document.querySelector('h1')
    if (heading === null || heading.getClientRects().length === 0) requestAnimationFrame(look)
    else requestAnimationFrame(() => { setTimeout(() => { resolve(Date.now()) }) })
  }
  look()
})\`
app.once('browser-window-created', (_event, window) => {
  window.webContents.once('dom-ready', async () => {
    const at = await window.webContents.executeJavaScript(painted)
    process.stderr.write(JSON.stringify({ measured: at }) + '\\n')
    app.quit()
  })
})
app.setAppPath(${JSON.stringify(target)})
require(${JSON.stringify(join(target, main))})
`

/** From the start of the process to the first screen of the window: Roost's, and as a ratio to a blank one's. */
export async function benchWindow(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'roost-first-content-'))
  const blank = makeApp(folder, 'blank', 'main.cjs', blankMain)
  const measuredBlank = makeApp(folder, 'measured-blank', 'main.cjs', measuringMain(blank, 'main.cjs'))
  const roost = measuringMain(process.cwd(), join('dist', 'main', 'index.cjs'))
  const measuredRoost = makeApp(folder, 'measured-roost', 'main.cjs', roost)
  const launchBlank = (): Promise<number> => timeToHeading(measuredBlank, [], folder)
  const launchRoost = (): Promise<number> =>
    timeToHeading(measuredRoost, roostFlags(join(folder, 'data')), folder)
  // The first start of each fills caches of fonts and profile; it is the everyday start that is compared.
  await launchBlank()
  await launchRoost()
  const times: { blank: number[]; roost: number[] } = { blank: [], roost: [] }
  for (let launch = 0; launch < launches; launch += 1) {
    times.blank.push(await launchBlank())
    times.roost.push(await launchRoost())
  }
  rmSync(folder, { recursive: true, force: true })
  const [blankTime, roostTime] = [median(times.blank), median(times.roost)]
  return [
    { name: 'window, start to first screen, median', value: roostTime, unit: 'ms' },
    { name: 'a blank window of the same Electron', value: blankTime, unit: 'ms' },
    { name: 'window to blank window', value: roostTime / blankTime, unit: '×', aim: 1.6 },
  ]
}

function makeApp(folder: string, name: string, main: string, source: string): string {
  const made = join(folder, name)
  mkdirSync(made)
  writeFileSync(join(made, 'package.json'), JSON.stringify({ name, version: '0.0.0', main }))
  writeFileSync(join(made, main), source)
  return made
}

async function timeToHeading(app: string, flags: readonly string[], home: string): Promise<number> {
  const env = { ...plainEnvironment(), CI: 'true', HOME: home }
  const running = runElectron([app, ...flags], { env, cwd: home })
  const { measured } = JSON.parse(await running.lineWith('"measured"')) as { measured: number }
  const status = await running.exited
  if (status !== 0) throw new Error(`A measured app ended with status ${status}`)
  return measured - running.startedAt
}
