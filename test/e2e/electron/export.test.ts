import { expect, test } from '@playwright/test'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchRoost } from './launch-roost'

test('the window asks where an export goes, writes it there, and says when it could not', async () => {
  const roost = await launchRoost()
  const { app, page, folder } = roost
  const file = join(folder, 'mine.zip')
  const answerWith = (filePath: string) =>
    app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: path === '', filePath: path })
    }, filePath)
  await page.getByRole('link', { name: 'Storage', exact: true }).click()
  const card = page.getByRole('region', { name: 'Export' })
  await answerWith(join(folder, 'nowhere', 'mine.zip'))
  await card.getByRole('button', { name: 'Save as a zip' }).click()
  await expect(card.getByText('The zip could not be written whole')).toBeVisible()
  await answerWith(file)
  await card.getByRole('button', { name: 'Save as a zip' }).click()
  await expect.poll(() => readdirSync(folder).filter((name) => name.startsWith('mine'))).toEqual(['mine.zip'])
  expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK')
  await expect(card.getByText('The zip could not be written whole')).toBeHidden()
  await roost.close()
})
