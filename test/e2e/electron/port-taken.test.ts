import { expect, test } from '@playwright/test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startHub } from '../browser/start-hub'
import { expectAccessible } from './accessible'
import { launchWindow } from './launch-roost'

test('a port that another program has is said with that program, and the exit status tells it', async () => {
  const hub = await startHub()
  const dataFolder = await mkdtemp(join(tmpdir(), 'roost-port-'))
  try {
    const { port } = new URL(hub.url)
    const window = await launchWindow({ dataFolder, flags: ['--host', '127.0.0.1', '--port', port] })
    const { page } = window
    await expect(page.getByRole('heading', { name: 'Another program has Roost’s port' })).toBeVisible()
    await expect(page.getByText(port, { exact: true })).toBeVisible()
    if (process.platform === 'linux') await expect(page.getByText('node', { exact: true })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
    await expectAccessible(page)
    await window.app.close()
    expect(await window.exited).toBe(3)
  } finally {
    await hub.stop()
    await rm(dataFolder, { recursive: true, force: true })
  }
})
