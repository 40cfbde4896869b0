import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parseConfig } from '../../../main/config'
import { createLog } from '../../../main/log'
import { runTask } from '../../../main/run-task'

async function temporaryFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'roost-task-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

function run(flag: '--verify' | '--rebuild', folder: string) {
  const config = parseConfig([flag, '--data', folder], {})
  if (!config.task) throw new Error('no task')
  return runTask(config.task, { config, log: createLog('error', { write: () => undefined }) })
}

test.each(['--verify', '--rebuild'] as const)(
  '%s of a folder in which no hub ever was says so, and makes nothing there',
  async (flag) => {
    const folder = join(await temporaryFolder(), 'mistyped')
    await expect(run(flag, folder)).rejects.toMatchObject({
      exitCode: 2,
      message: `There is no hub in ${folder}. Nothing was changed. Name its data folder with --data.`,
    })
    expect(existsSync(folder)).toBe(false)
  },
)

test('--verify of a hub without saves finds nothing wrong', async () => {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'sidecars', '00'), { recursive: true })
  await expect(run('--rebuild', folder)).resolves.toMatchObject({ exitCode: 0 })
  await expect(run('--verify', folder)).resolves.toMatchObject({ exitCode: 0, summary: { checked: 0 } })
})

test('a file in place of the data folder is what it was before: a folder that cannot be used', async () => {
  const path = join(await temporaryFolder(), 'file')
  await writeFile(path, '')
  await expect(run('--verify', path)).rejects.toMatchObject({ exitCode: 4 })
})
