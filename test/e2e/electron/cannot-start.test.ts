import { expect, test } from '@playwright/test'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expectAccessible } from './accessible'
import { launchRoost, launchWindow } from './launch-roost'

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

test('a damaged database is put back from the window, with what there is to put it back from', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'roost-damaged-'))
  const dataFolder = join(folder, 'data')
  const database = join(dataFolder, 'roost.sqlite')
  const snapshots = join(dataFolder, 'snapshots')
  try {
    await (await launchRoost({ dataFolder })).close()
    const whole = readFileSync(database)
    writeFileSync(database, 'no database at all, and long enough to be looked at '.repeat(200))
    const window = await launchWindow({ dataFolder, env: { CI: '' } })
    const { page } = window
    await expect(page.getByRole('heading', { name: 'The database is damaged' })).toBeVisible()
    await expectAccessible(page)

    await page.getByRole('button', { name: 'Go back' }).click()
    await expect(page.getByRole('main').getByRole('alert')).toContainText(
      `There is no snapshot in ${snapshots}.`,
    )
    mkdirSync(snapshots, { recursive: true })
    writeFileSync(join(snapshots, 'daily-2026-01-01T00-00-00.000Z.sqlite'), whole)
    await page.getByRole('button', { name: 'Go back' }).click()
    await expect(page.getByRole('heading', { name: 'The database is back' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Start Roost' })).toBeVisible()
    await expectAccessible(page)
    await window.app.close()
    expect(await window.exited).toBe(4)

    const [aside = ''] = readdirSync(join(dataFolder, 'replaced'))
    expect(readFileSync(join(dataFolder, 'replaced', aside, 'roost.sqlite'), 'utf8')).toContain('no database')
    const again = await launchRoost({ dataFolder })
    await expect(again.page.getByRole('navigation')).toBeVisible()
    expect(await again.close()).toBe(0)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a start to put the database back leaves everything as it is until somebody chooses', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'roost-asked-'))
  const dataFolder = join(folder, 'data')
  try {
    await (await launchRoost({ dataFolder })).close()
    const window = await launchWindow({ dataFolder, flags: ['--put-back'] })
    const { page } = window
    await expect(page.getByRole('heading', { name: 'Put the database back' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Start without a change' })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Build anew' }).click()
    await expect(page.getByRole('heading', { name: 'The database is back' })).toBeVisible()
    expect(readdirSync(join(dataFolder, 'replaced'))).toHaveLength(1)
    await window.app.close()
    expect(await window.exited).toBe(0)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
