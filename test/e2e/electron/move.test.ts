import { expect, test } from '@playwright/test'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expectAccessible } from './accessible'
import { launchRoost } from './launch-roost'

test('the data folder is moved, and the window offers to start Roost again', async () => {
  const roost = await launchRoost({ inUsualFolder: true })
  const { app, page, folder } = roost
  const target = join(folder, 'another disk')
  await page.getByRole('link', { name: 'Storage', exact: true }).click()
  const card = page.getByRole('region', { name: 'Data folder' })
  await card.getByRole('button', { name: 'Move the data folder…' }).click()
  await card.getByRole('button', { name: 'Move it there' }).click()
  await expect(card.getByText('Say which folder.')).toBeVisible()
  await card.getByLabel('New folder').fill(roost.dataFolder)
  await card.getByRole('button', { name: 'Move it there' }).click()
  await expect(card.getByRole('alert')).toBeVisible()
  await expectAccessible(page)
  await card.getByLabel('New folder').fill(target)
  await card.getByRole('button', { name: 'Move it there' }).click()
  await expect(page.getByText('The data folder was moved')).toBeVisible()
  expect(readdirSync(target)).toContain('roost.sqlite')
  await page.getByRole('link', { name: 'Home', exact: true }).click()
  await expect(page.getByText('The data folder was moved')).toBeVisible()
  await expectAccessible(page)

  // What would be started is asked for, and not started: this test could not end it.
  await app.evaluate(({ app: electron }) => {
    electron.relaunch = () => {
      process.stderr.write('starts again\n')
    }
  })
  await page.getByRole('button', { name: 'Start Roost again' }).click()
  expect(await roost.exited).toBe(0)
  expect(roost.log()).toContain('starts again')
  await roost.close()
})
