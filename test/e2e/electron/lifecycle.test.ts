import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { appFolder } from './electron-path'
import { launchRoost, plainEnvironment, roostFlags } from './launch-roost'
import { runElectron } from './run-electron'
import type { RunningElectron } from './run-electron'

let folder: string
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-life-'))
  mkdirSync(join(folder, 'run'), { mode: 0o700 })
})
test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function start(...flags: string[]): RunningElectron {
  const env = { ...plainEnvironment(), CI: 'true', HOME: folder, XDG_RUNTIME_DIR: join(folder, 'run') }
  return runElectron([appFolder, ...flags], { env, cwd: folder })
}

const ready = '"event":"ready"'

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} stops the hub and exits 0`, async () => {
    const roost = start(...roostFlags(join(folder, 'data')))
    await roost.lineWith(ready)
    roost.process.kill(signal)
    expect(await roost.exited).toBe(0)
    expect(roost.output).toHaveLength(1)
    // GTK keeps a folder of its own there.
    expect(readdirSync(join(folder, 'run')).filter((name) => name.startsWith('roost-'))).toEqual([])
  })
}

test('a second start on the same data raises the first window', async () => {
  const roost = await launchRoost()
  const isVisible = (): Promise<boolean | undefined> =>
    roost.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
  await roost.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  expect(await isVisible()).toBe(false)
  const second = start(...roostFlags(roost.dataFolder))
  expect(await second.exited).toBe(0)
  expect(second.output).toEqual([])
  await expect.poll(isVisible).toBe(true)
  expect(await roost.close()).toBe(0)
})

test('two Roosts with different data are two apps', async () => {
  const first = start(...roostFlags(join(folder, 'data')))
  await first.lineWith(ready)
  const other = start(...roostFlags(join(folder, 'other')))
  await other.lineWith(ready)
  for (const roost of [first, other]) {
    roost.process.kill('SIGTERM')
    expect(await roost.exited).toBe(0)
  }
})

test('a wrong flag is named, and the status is 2', async () => {
  const roost = start('--prot', '1')
  expect(await roost.exited).toBe(2)
  expect(roost.output).toEqual([])
  expect(failureIn(roost)).toMatchObject({ exit_code: 2, message: expect.stringContaining('--prot') })
})

test('a data folder that cannot be used is named, and the status is 4', async () => {
  const file = join(folder, 'a-file')
  writeFileSync(file, 'in the way')
  const roost = start(...roostFlags(join(file, 'data')))
  expect(await roost.exited).toBe(4)
  expect(failureIn(roost)).toMatchObject({ exit_code: 4, message: expect.stringContaining(file) })
})

test('the start log names every milestone', async () => {
  const roost = start(...roostFlags(join(folder, 'data')))
  const line: unknown = JSON.parse(await roost.lineWith('"event":"startup"'))
  expect(line).toMatchObject({
    milliseconds: {
      window_created: expect.any(Number),
      page_loaded: expect.any(Number),
      first_content: expect.any(Number),
      hub_ready: expect.any(Number),
    },
  })
  roost.process.kill('SIGTERM')
  expect(await roost.exited).toBe(0)
})

function failureIn(roost: RunningElectron): unknown {
  const line = roost.errors.find((candidate) => candidate.includes('"event":"failed"'))
  return line === undefined ? null : JSON.parse(line)
}
