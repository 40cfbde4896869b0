import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, expect, test } from 'vitest'
import { folderWatcher } from '../../../main/platform/folder-watcher'

test('a new file, and a folder with a file, are noticed by the real watcher', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'roost-watch-'))
  await mkdir(join(folder, 'gba'))
  let notify = () => {}
  const faults: unknown[] = []
  const end = folderWatcher.watch(
    folder,
    () => notify(),
    (error) => faults.push(error),
  )
  onTestFinished(async () => {
    await end()
    await rm(folder, { recursive: true, force: true })
  })
  const noticed = () =>
    new Promise<void>((resolve) => {
      notify = resolve
    })
  // What was there at the start is not a change, so it is not said when the watcher is ready: something is new until it is.
  let count = 0
  const writing = setInterval(() => void writeFile(join(folder, `gba/${(count += 1)}.gba`), 'x'), 20)
  await noticed()
  clearInterval(writing)
  const later = noticed()
  await mkdir(join(folder, 'psx'))
  await writeFile(join(folder, 'psx/Game.cue'), 'x')
  await later
  expect(faults).toEqual([])
})
