import { expect, test } from '@playwright/test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expectAccessible } from './accessible'
import { launchWindow } from './launch-roost'

test('a data folder that cannot be used is said in the window, in its language, and can be tried again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'roost-cannot-start-'))
  const file = join(folder, 'a-file')
  writeFileSync(file, 'in the way')
  const window = await launchWindow({ dataFolder: join(file, 'data'), env: { CI: '' } })
  try {
    const { page } = window
    await expect(page.getByRole('heading', { name: 'Roost cannot start' })).toBeVisible()
    await expect(page.getByRole('main')).toContainText(`Roost cannot write to ${file}`)
    await expect(page.getByRole('main')).toContainText('Nothing was changed.')
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
    await expectAccessible(page)
    await page.evaluate(() => localStorage.setItem('roost.language', 'de'))
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Roost kann nicht starten' })).toBeVisible()
    await expect(page.getByRole('main')).toContainText('Nichts wurde geändert.')
    expect(window.log()).toContain('"exit_code":4')
    await window.app.close()
    expect(await window.exited).toBe(4)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
